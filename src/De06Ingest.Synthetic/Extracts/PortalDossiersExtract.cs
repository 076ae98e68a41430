using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>The public service portal: NDJSON, one object per line, times without a zone.</summary>
sealed class PortalDossiersExtract(FeedPlan plan, SectorRow row, int day)
    : DossiersExtract(plan, row, day, Feed.PortalDossiers, ExtractForm.Ndjson)
{
    public override void Write(ExtractSink sink) => WriteDossiers(sink);

    protected override void EndRow(ExtractSink sink) => sink.Byte((byte)'\n');

    protected override void WriteObject(ExtractSink sink, Person applicant, ref Chance chance)
    {
        var dossier = Current;
        sink.Byte((byte)'{');
        Member(sink, "MaHoSo", Row.RecordNo);
        sink.Text("\"ChuHoSo\":{");
        Member(sink, "SoDinhDanh", applicant.Id);
        Member(sink, "HoTen", applicant.Name);
        Member(sink, "SoDienThoai", applicant.Phone);
        LastMember(sink, "MaXa", applicant.Place);
        sink.Text("},");
        Member(sink, "MaTTHC", dossier.Procedure);
        Member(sink, "TenLinhVuc", dossier.Field);
        Member(sink, "HinhThuc", dossier.Online ? "0" : "1");
        Member(sink, "NgayTiepNhan", $"{dossier.Received:yyyyMMddHHmmss}");
        Member(sink, "NgayHenTra", $"{dossier.Due:yyyyMMdd}");
        Member(sink, "NgayTra", dossier.Returned is { } returned ? $"{returned:yyyyMMddHHmmss}" : "");
        Member(sink, "TrangThaiHoSo", dossier.Returned is null ? "4" : "10");
        Member(sink, "MucDo", dossier.Service.Online > 500 ? "TT" : "MP");
        Member(sink, "CapThucHien", dossier.AgencyLevel);
        Member(sink, "DuDieuKienTrucTuyen", dossier.EligibleOnline ? "1" : "0");
        Member(sink, "CoPhi", dossier.Service.HasFee ? "1" : "0");
        Member(sink, "ThanhToanTrucTuyen", dossier.PaidOnline ? "1" : "0");
        Member(sink, "KetQuaDienTu", dossier.ElectronicResult ? "1" : "0");
        Member(sink, "TaiLieuNop", "Đơn đề nghị");
        LastMember(sink, "DonViXuLy", $"UBND {Row.Population.Places[Row.Place].Name}");
        sink.Byte((byte)'}');
    }
}
