using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>The one-stop software: one JSON document with the rows under <c>data.items</c>.</summary>
sealed class ServiceDossiersExtract(FeedPlan plan, SectorRow row, int day)
    : DossiersExtract(plan, row, day, Feed.ServiceDossiers, ExtractForm.JsonArray)
{
    bool _first = true;

    public override void Write(ExtractSink sink)
    {
        sink.Text($"{{\"code\":200,\"generatedAt\":\"{ProvinceOptions.DateOf(Day):yyyy-MM-dd}T02:00:00+07:00\",");
        sink.Text("\"data\":{\"items\":[\n");
        WriteDossiers(sink);
        sink.BeginRow();
        sink.Text($"\n],\"total\":{Tally.Rows}}}}}\n");
    }

    // The comma stands before every object but the first, so the "end" of a row has nothing to add.
    protected override void EndRow(ExtractSink sink)
    {
    }

    protected override void WriteObject(ExtractSink sink, Person applicant, ref Chance chance)
    {
        sink.Text(_first ? "{" : ",\n{");
        _first = false;
        var dossier = Current;
        var utc = chance.PerMille(100);
        Member(sink, "maHoSo", Row.RecordNo);
        sink.Text("\"nguoiNop\":{");
        Member(sink, "soDinhDanh", applicant.Id);
        Member(sink, "hoTen", applicant.Name);
        Member(sink, "soDienThoai", applicant.Phone.Length == 0 ? null : applicant.Phone);
        LastMember(sink, "maXa", applicant.Place);
        sink.Text("},\"thuTuc\":{");
        Member(sink, "ma", dossier.Procedure);
        LastMember(sink, "linhVuc", dossier.Field);
        sink.Text("},");
        Member(sink, "hinhThucNop", dossier.Online ? "0" : "1");
        Member(sink, "ngayTiepNhan", Time(dossier.Received, utc));
        Member(sink, "ngayHenTra", $"{dossier.Due:yyyy-MM-dd}");
        Member(sink, "ngayTraKetQua", dossier.Returned is { } returned ? Time(returned, utc) : null);
        Member(sink, "trangThai", dossier.Returned is null ? "Đang xử lý" : "Đã trả kết quả");
        Member(sink, "mucDo", dossier.Service.Online > 500 ? "Toàn trình" : "Một phần");
        Member(sink, "capGiaiQuyet", dossier.AgencyLevel);
        Member(sink, "duDieuKienTrucTuyen", dossier.EligibleOnline ? "1" : "0");
        Member(sink, "coPhi", dossier.Service.HasFee ? "1" : "0");
        Member(sink, "thanhToanTrucTuyen", dossier.PaidOnline ? "1" : "0");
        Member(sink, "soHoaThanhPhan", dossier.InputDigitised ? "1" : "0");
        Member(sink, "soHoaKetQua", dossier.ResultDigitised ? "1" : "0");
        Member(sink, "ketQuaDienTu", dossier.ElectronicResult ? "1" : "0");
        Member(sink, "diemTiepNhan", dossier.EntryPoint);
        Member(sink, "thoiDiemNhap", Time(dossier.Entered, utc));
        Member(sink, "noiDungHoSo", "Hồ sơ mẫu");
        LastMember(sink, "donViXuLy", $"UBND {Row.Population.Places[Row.Place].Name}");
        sink.Byte((byte)'}');
    }

    static string Time(DateTime local, bool utc) =>
        utc ? $"{local.AddHours(-7):yyyy-MM-ddTHH:mm:ss}Z" : $"{local:yyyy-MM-ddTHH:mm:ss}+07:00";
}
