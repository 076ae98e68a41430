using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Linkage;

/// <summary>The register as a CSV with commas and a byte order mark, household by household.</summary>
sealed class ReferenceFile(ExtractSink sink, Register register)
{
    const byte Separator = (byte)',';

    const string Header =
        "\uFEFFSố ĐDCN,Số CMND,Họ và tên,Ngày sinh,Giới tính,Số điện thoại,Mã xã,Thôn,Nơi thường trú,Số ĐDCN chủ hộ," +
        "Tình trạng\n";

    readonly FeedRow _row = new(register);

    public void WriteHeader() => sink.Text(Header);

    public void Write(int person)
    {
        _row.TakeFrom(person);
        ref readonly var citizen = ref _row.Citizen;
        sink.BeginRow();
        sink.Text(_row.Id);
        Next(_row.Legacy);
        Next(_row.Name);
        Next(Birth(_row.Birth));
        Next(_row.Sex);
        Next(_row.Phone == 0 ? "" : PhoneBlocks.Text(_row.Phone));
        Next(_row.Unit);
        Next(_row.Hamlet);
        Next($"{(_row.Street.Length > 0 ? _row.Street + ", " : "")}{_row.Hamlet}, {_row.UnitName}, tỉnh Quảng Ngãi");
        sink.Byte(Separator);
        sink.Digits(register.Person(citizen.Head).Id, 12);
        Next(citizen.Status switch
        {
            LifeStatus.Dead => "Đã chết",
            LifeStatus.Moved => "Chuyển đi",
            _ => "Thường trú",
        });
        sink.Byte((byte)'\n');
    }

    static string Birth(BirthDay birth) =>
        birth.YearOnly ? birth.Year.ToString("D4") : $"{birth.Day:D2}/{birth.Month:D2}/{birth.Year:D4}";

    void Next(string cell)
    {
        sink.Byte(Separator);
        sink.Cell(cell, Separator);
    }
}
