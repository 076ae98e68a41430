using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>How the extracts of each feed look: those of <see cref="SectorSystems"/>, and the five that have a writer
/// of their own elsewhere.</summary>
static class ScenarioSystems
{
    static readonly Dictionary<string, SectorSystem> All =
        new SectorSystem[]
        {
            new Plain("population", "dan-cu", PopulationExtract.Header, ',',
                Layout.Commas with { ByteOrderMark = true }),
            new Plain("eid-accounts", "tai-khoan-dinh-danh", EidAccountsExtract.Header, ',', Layout.Commas),
            new Plain("pension-payments", "chi-tra-luong-huu", PensionPaymentsExtract.Header, ';', Layout.Sheet(
                "BẢO HIỂM XÃ HỘI TỈNH", "DANH SÁCH CHI TRẢ LƯƠNG HƯU VÀ TRỢ CẤP BHXH THÁNG {month}", ';')),
            new Plain("service-dossiers", "ho-so-mot-cua",
                "maHoSo;nguoiNop.soDinhDanh;nguoiNop.hoTen;nguoiNop.soDienThoai;nguoiNop.maXa;thuTuc.ma;" +
                "thuTuc.linhVuc;hinhThucNop;ngayTiepNhan;ngayHenTra;ngayTraKetQua;trangThai;mucDo;capGiaiQuyet;" +
                "duDieuKienTrucTuyen;coPhi;thanhToanTrucTuyen;soHoaThanhPhan;soHoaKetQua;ketQuaDienTu;" +
                "diemTiepNhan;thoiDiemNhap;noiDungHoSo;donViXuLy", ';', Layout.Json("data.items")),
            new Plain("portal-dossiers", "ho-so-cong-dvc",
                "MaHoSo;ChuHoSo.SoDinhDanh;ChuHoSo.HoTen;ChuHoSo.SoDienThoai;ChuHoSo.MaXa;MaTTHC;TenLinhVuc;" +
                "HinhThuc;NgayTiepNhan;NgayHenTra;NgayTra;TrangThaiHoSo;MucDo;CapThucHien;DuDieuKienTrucTuyen;" +
                "CoPhi;ThanhToanTrucTuyen;KetQuaDienTu;TaiLieuNop;DonViXuLy", ';', Layout.Lines),
        }
        .Concat(SectorSystems.Citizens).Concat(SectorSystems.Registers).ToDictionary(s => s.Feed);

    /// <exception cref="KeyNotFoundException">There is no such feed.</exception>
    public static SectorSystem Of(string feed) => All[feed];

    sealed class Plain(string feed, string stem, string header, char separator, Layout layout)
        : SectorSystem(feed, stem, header.TrimEnd('\r', '\n').Replace(separator, ';'))
    {
        public override Layout Layout { get; } = layout;
    }
}
