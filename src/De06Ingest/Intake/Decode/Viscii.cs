namespace De06Ingest.Intake.Decode;

/// <summary>VISCII (RFC 1456): one byte a letter, six of the capitals where controls are.</summary>
static class Viscii
{
    static readonly ByteTable Table = new(
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ" + "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
        + "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư" + "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ");

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[i] = bytes[i] switch
            {
                0x02 => 'Ẳ',
                0x05 => 'Ẵ',
                0x06 => 'Ẫ',
                0x14 => 'Ỷ',
                0x19 => 'Ỹ',
                0x1E => 'Ỵ',
                var value => Table.Of(value),
            };
        }

        return new string(text);
    }
}
