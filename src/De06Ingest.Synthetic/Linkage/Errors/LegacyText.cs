using System.Text;

namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Names as they look when their bytes are read with the wrong table.</summary>
/// <remarks>Encoders of our own: a truth set must not be made by the decoders that it judges.</remarks>
static class LegacyText
{
    // Capitals with a tone have the code of the small letter: a capital font draws them.
    const string Tcvn3Codes =
        "Á:B8 á:B8 À:B5 à:B5 Ả:B6 ả:B6 Ã:B7 ã:B7 Ạ:B9 ạ:B9 Â:A2 â:A9 Ấ:CA ấ:CA Ầ:C7 ầ:C7 Ẩ:C8 ẩ:C8 Ẫ:C9 ẫ:C9 " +
        "Ậ:CB ậ:CB Ă:A1 ă:A8 Ắ:BE ắ:BE Ằ:BB ằ:BB Ẳ:BC ẳ:BC Ẵ:BD ẵ:BD Ặ:C6 ặ:C6 Đ:A7 đ:AE É:D0 é:D0 È:CC è:CC " +
        "Ẻ:CE ẻ:CE Ẽ:CF ẽ:CF Ẹ:D1 ẹ:D1 Ê:A3 ê:AA Ế:D5 ế:D5 Ề:D2 ề:D2 Ể:D3 ể:D3 Ễ:D4 ễ:D4 Ệ:D6 ệ:D6 Í:DD í:DD " +
        "Ì:D7 ì:D7 Ỉ:D8 ỉ:D8 Ĩ:DC ĩ:DC Ị:DE ị:DE Ó:E3 ó:E3 Ò:DF ò:DF Ỏ:E1 ỏ:E1 Õ:E2 õ:E2 Ọ:E4 ọ:E4 Ô:A4 ô:AB " +
        "Ố:E8 ố:E8 Ồ:E5 ồ:E5 Ổ:E6 ổ:E6 Ỗ:E7 ỗ:E7 Ộ:E9 ộ:E9 Ơ:A5 ơ:AC Ớ:ED ớ:ED Ờ:EA ờ:EA Ở:EB ở:EB Ỡ:EC ỡ:EC " +
        "Ợ:EE ợ:EE Ú:F3 ú:F3 Ù:EF ù:EF Ủ:F1 ủ:F1 Ũ:F2 ũ:F2 Ụ:F4 ụ:F4 Ư:A6 ư:AD Ứ:F8 ứ:F8 Ừ:F5 ừ:F5 Ử:F6 ử:F6 " +
        "Ữ:F7 ữ:F7 Ự:F9 ự:F9 Ý:FD ý:FD Ỳ:FA ỳ:FA Ỷ:FB ỷ:FB Ỹ:FC ỹ:FC Ỵ:FE ỵ:FE";

    const string VniCodes =
        "Á:41D9 á:61F9 À:41D8 à:61F8 Ả:41DB ả:61FB Ã:41D5 ã:61F5 Ạ:41CF ạ:61EF Â:41C2 â:61E2 Ấ:41C1 ấ:61E1 " +
        "Ầ:41C0 ầ:61E0 Ẩ:41C5 ẩ:61E5 Ẫ:41C3 ẫ:61E3 Ậ:41C4 ậ:61E4 Ă:41CA ă:61EA Ắ:41C9 ắ:61E9 Ằ:41C8 ằ:61E8 " +
        "Ẳ:41DA ẳ:61FA Ẵ:41DC ẵ:61FC Ặ:41CB ặ:61EB Đ:D1 đ:F1 É:45D9 é:65F9 È:45D8 è:65F8 Ẻ:45DB ẻ:65FB Ẽ:45D5 " +
        "ẽ:65F5 Ẹ:45CF ẹ:65EF Ê:45C2 ê:65E2 Ế:45C1 ế:65E1 Ề:45C0 ề:65E0 Ể:45C5 ể:65E5 Ễ:45C3 ễ:65E3 Ệ:45C4 " +
        "ệ:65E4 Í:CD í:ED Ì:CC ì:EC Ỉ:C6 ỉ:E6 Ĩ:D3 ĩ:F3 Ị:D2 ị:F2 Ó:4FD9 ó:6FF9 Ò:4FD8 ò:6FF8 Ỏ:4FDB ỏ:6FFB " +
        "Õ:4FD5 õ:6FF5 Ọ:4FCF ọ:6FEF Ô:4FC2 ô:6FE2 Ố:4FC1 ố:6FE1 Ồ:4FC0 ồ:6FE0 Ổ:4FC5 ổ:6FE5 Ỗ:4FC3 ỗ:6FE3 " +
        "Ộ:4FC4 ộ:6FE4 Ơ:D4 ơ:F4 Ớ:D4D9 ớ:F4F9 Ờ:D4D8 ờ:F4F8 Ở:D4DB ở:F4FB Ỡ:D4D5 ỡ:F4F5 Ợ:D4CF ợ:F4EF Ú:55D9 " +
        "ú:75F9 Ù:55D8 ù:75F8 Ủ:55DB ủ:75FB Ũ:55D5 ũ:75F5 Ụ:55CF ụ:75EF Ư:D6 ư:F6 Ứ:D6D9 ứ:F6F9 Ừ:D6D8 ừ:F6F8 " +
        "Ử:D6DB ử:F6FB Ữ:D6D5 ữ:F6F5 Ự:D6CF ự:F6EF Ý:59D9 ý:79F9 Ỳ:59D8 ỳ:79F8 Ỷ:59DB ỷ:79FB Ỹ:59D5 ỹ:79F5 " +
        "Ỵ:CE ỵ:EE";

    // Bytes 80 to 9F of Windows-1252; the five that it leaves out come through as control characters.
    const string Windows1252 =
        "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    static readonly Dictionary<char, string> Tcvn3Table = Read(Tcvn3Codes);
    static readonly Dictionary<char, string> VniTable = Read(VniCodes);

    public static string Tcvn3(string text) => Encode(text, Tcvn3Table);

    public static string Vni(string text) => Encode(text, VniTable);

    public static string Mojibake(string text) => string.Concat(
        Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormC))
            .Select(b => b is >= 0x80 and < 0xA0 ? Windows1252[b - 0x80] : (char)b));

    static string Encode(string text, Dictionary<char, string> table) => string.Concat(
        text.Normalize(NormalizationForm.FormC).Select(c => table.GetValueOrDefault(c) ?? c.ToString()));

    // "ạ:61EF": a letter and its bytes.
    static Dictionary<char, string> Read(string codes) => codes.Split(' ').ToDictionary(
        code => code[0],
        code => string.Concat(Convert.FromHexString(code[2..]).Select(b => (char)b)));
}
