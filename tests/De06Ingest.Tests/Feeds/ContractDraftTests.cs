using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Tests.Feeds;

public sealed class ContractDraftTests
{
    static ContractDraft Draft(string text, string name = "Danh sách 2024.csv", Encoding? encoding = null)
    {
        var used = encoding ?? new UTF8Encoding(false);
        return ContractDraft.Of(name, [.. used.GetPreamble(), .. used.GetBytes(text)]);
    }

    static FeedContract Contract(ContractDraft draft) => FeedCatalog.Parse("draft.yaml", draft.Yaml);

    static ColumnSpec Column(FeedContract contract, string name) => contract.Columns[contract.IndexOf(name)];

    const string Pensions = """
        BẢO HIỂM XÃ HỘI TỈNH;;CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        DANH SÁCH CHI TRẢ THÁNG 6;;

        STT;Số sổ;Họ và tên;Năm sinh;SỐ_CCCD;Giới tính;Dân tộc;Số tiền;Hình thức nhận;Ngày nhận
        1;51-0012345;Võ Thị Tám;1947;051147999003;2;Kinh;3.245.600;TK;05/06/2024
        2;51-0012346;Đinh Văn Re;1950;051050999004;1;Hrê;2.100.000;TM;06/06/2024
        3;51-0012347;Phạm Thị Trắp;1938;051138999005;2;Hrê;500.000;TK;06/06/2024
        4;51-0012348;Hồ Văn Đeo;1940;051040999006;1;Co;1.500.000;TM;07/06/2024
        Tổng cộng: 4 người;;;;;;;7.345.600;;
        """;

    [Fact]
    public void Finds_header_separator_and_footer_of_a_pay_list()
    {
        var contract = Contract(Draft(Pensions));

        Assert.Equal(ReadFormat.Csv, contract.Read.Format);
        Assert.Equal((';', 1), (contract.Read.Separator, contract.Read.HeaderRows));
        Assert.Equal(["STT", "Số sổ", "Họ và tên"], contract.Read.HeaderFind);
        Assert.Equal(["Tổng cộng"], contract.Read.Stop);
        Assert.Equal("danh-sach", contract.Feed);
    }

    [Fact]
    public void Guesses_what_the_columns_of_a_pay_list_mean()
    {
        var contract = Contract(Draft(Pensions));

        Assert.Equal(["recordNo", "name", "birthDate", "personalId", "sex", "soTien", "hinhThucNhan", "ngayNhan"],
            contract.Columns.Select(c => c.Name));
        Assert.Equal(["SỐ_CCCD"], Column(contract, "personalId").From);
        Assert.Equal(ColumnKind.MoneyVnd, Column(contract, "soTien").Kind);
        Assert.Equal(ColumnKind.Code, Column(contract, "hinhThucNhan").Kind);
        Assert.Equal("tk", Column(contract, "hinhThucNhan").Codes["TK"]);
        Assert.Equal(ColumnKind.Date, Column(contract, "ngayNhan").Kind);
        Assert.Equal(["recordNo"], contract.Key);
        Assert.Equal(["name", "birthDate", "sex"], contract.Compare);
    }

    [Fact]
    public void Takes_the_name_it_is_given()
    {
        var draft = ContractDraft.Of("a.csv", "Họ tên,CMND\n"u8, "pay-list");

        Assert.Equal("pay-list", Contract(draft).Feed);
    }

    [Fact]
    public void Forbids_sensitive_columns_and_ignores_running_numbers()
    {
        var contract = Contract(Draft(Pensions));

        Assert.Equal(["Dân tộc"], contract.Forbid);
        Assert.Equal(["STT"], contract.Ignore);
    }

    [Fact]
    public void Asks_the_owner_to_confirm_sexes_written_as_digits()
    {
        var draft = Draft(Pensions);

        Assert.Contains("codes:  # chủ nguồn phải xác nhận", draft.Yaml, StringComparison.Ordinal);
        Assert.Equal("male", Column(Contract(draft), "sex").Codes["1"]);
        Assert.Equal("female", Column(Contract(draft), "sex").Codes["2"]);
    }

    [Fact]
    public void Holds_no_cell_of_a_person()
    {
        var yaml = Draft(Pensions).Yaml;

        var rows = Pensions.Split('\n').Skip(4).Take(4);
        foreach (var cell in rows.SelectMany(l => l.Split(';')).Where(c => c.Length > 2))
        {
            Assert.DoesNotContain(cell.Trim(), yaml, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("so_ddcn", "personalId")]
    [InlineData("SỐ ĐDCN", "personalId")]
    [InlineData("Số CCCD/CMND", "personalId")]
    [InlineData("SoCCCD", "personalId")]
    [InlineData("CMND", "legacyId")]
    [InlineData("HO_TEN", "name")]
    [InlineData("Họ tên", "name")]
    [InlineData("Chủ hồ sơ", "name")]
    [InlineData("ngày, tháng, năm sinh", "birthDate")]
    [InlineData("NGAY_SINH", "birthDate")]
    [InlineData("GIOI_TINH", "sex")]
    [InlineData("SĐT đăng ký", "phone")]
    [InlineData("Dien thoai", "phone")]
    [InlineData("MAXA_CU_TRU", "homeUnit")]
    [InlineData("phoneNumber", "phone")]
    [InlineData("Địa chỉ", null)]
    [InlineData("Ký nhận", null)]
    public void Knows_headers_in_any_spelling(string header, string? field)
    {
        Assert.Equal(field, HeaderWords.Field(header));
        Assert.Equal(field, HeaderWords.Field(header.Normalize(NormalizationForm.FormD)));
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void Reads_any_separator(string separator)
    {
        var text = $"Họ tên{separator}Ngày sinh\n\"Võ{separator} Tám\"{separator}01/02/1990\n";

        Assert.Equal(separator[0], Contract(Draft(text)).Read.Separator);
    }

    [Theory]
    [InlineData("utf-8", "Utf8")]
    [InlineData("utf-16", "Utf16")]
    [InlineData("utf-16BE", "Utf16")]
    public void Tells_the_encoding(string name, string expected)
    {
        var contract = Contract(Draft(Pensions, encoding: Encoding.GetEncoding(name)));

        Assert.Equal(expected, contract.Decode.Encoding.ToString());
        Assert.Contains("name", contract.Columns.Select(c => c.Name));
    }

    [Fact]
    public void Reads_windows_1258()
    {
        // "Họ tên" with a combining dot below, as that code page writes it.
        byte[] bytes = [.. "H"u8, 0x6F, 0xF2, .. " t"u8, 0xEA, .. "n,CMND\nA B,212000999\n"u8];

        var contract = FeedCatalog.Parse("d.yaml", ContractDraft.Of("a.csv", bytes).Yaml);

        Assert.Equal(TextEncoding.Windows1258, contract.Decode.Encoding);
        Assert.Equal("Họ tên", Column(contract, "name").From[0]);
    }

    [Fact]
    public void Survives_a_character_cut_off_at_the_end()
    {
        var bytes = Encoding.UTF8.GetBytes("Họ tên,CMND\nHồ Thị Mỷ,212000999\nHồ Thị Mỷ");

        var draft = ContractDraft.Of("a.csv", bytes.AsSpan(..^1));

        Assert.Contains("encoding: utf-8", draft.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_personal_id_for_the_key_when_no_number_identifies_the_row()
    {
        var contract = Contract(Draft("Họ tên,Số\nA,051185999008\nB,051185999009\n"));

        Assert.Equal(["personalId"], contract.Key);
        Assert.Equal(["Số"], Column(contract, "personalId").From);
    }

    [Fact]
    public void Says_when_the_key_is_not_unique_in_the_sample()
    {
        var draft = Draft("Họ tên,Số CCCD\nA,051185999008\nB,051185999008\n");

        Assert.Equal(["personalId"], Contract(draft).Key);
        Assert.Contains("chủ nguồn phải xác nhận khóa", draft.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Drafts_a_json_array_under_a_path_with_nested_objects()
    {
        var draft = Draft("""
            {"total":2,"data":{"items":[
              {"code":"000.00.53.H48-240105-0001","applicant":{"name":"Võ A","idNumber":"051080999007"},
               "online":true,"docs":[1]},
              {"code":"000.00.53.H48-240105-0002","applicant":{"name":"Võ B","idNumber":"051080999008"},
               "online":false,"docs":[]}]}}
            """, "dossiers.json");
        var contract = Contract(draft);

        Assert.Equal((ReadFormat.Json, "data.items"), (contract.Read.Format, contract.Read.Rows));
        Assert.Equal(["applicant.idNumber"], Column(contract, "personalId").From);
        Assert.Equal(["applicant.name"], Column(contract, "name").From);
        Assert.Equal(ColumnKind.Boolean, Column(contract, "online").Kind);
    }

    [Fact]
    public void Drafts_ndjson_whose_last_line_is_cut_off()
    {
        var contract = Contract(Draft(
            "{\"hoTen\":\"A\",\"tuoi\":5}\n{\"hoTen\":\"B\",\"tuoi\":7}\n{\"hoT", "x.ndjson"));

        Assert.Equal(ReadFormat.Ndjson, contract.Read.Format);
        Assert.Equal(ColumnKind.Integer, Column(contract, "tuoi").Kind);
    }

    [Fact]
    public void Joins_a_header_of_two_lines()
    {
        var contract = Contract(Draft("STT,Họ và tên,Nơi ở,,Ngày sinh\n,,Thôn,Xã,\n1,A,Làng Mâm,Ba Bích,01/01/1990\n"));

        Assert.Equal(2, contract.Read.HeaderRows);
        Assert.Contains("Nơi ở Xã", contract.Columns.SelectMany(c => c.From));
    }

    [Fact]
    public void Keeps_names_apart_that_would_be_one()
    {
        var contract = Contract(Draft("Họ tên,Ghi chú,GHI_CHU,Period,Row hash\nA,x,y,z,t\n"));

        Assert.Equal(["name", "ghiChu", "ghiChu2", "period2", "rowHash2"], contract.Columns.Select(c => c.Name));
    }

    [Theory]
    [InlineData("Ông Võ A")]
    [InlineData("Nguyễn Văn An")]
    public void Does_not_list_values_that_may_be_people(string person)
    {
        var rows = string.Concat(Enumerable.Repeat($"051185999008,Nguyễn Văn An\n051185999009,{person}\n", 3));

        var draft = Draft($"Số CCCD,Người giới thiệu\n{rows}");

        Assert.DoesNotContain("Nguyễn", draft.Yaml, StringComparison.Ordinal);
        Assert.Equal(ColumnKind.Text, Column(Contract(draft), "nguoiGioiThieu").Kind);
    }

    [Fact]
    public void Takes_a_file_with_one_broken_byte_for_utf8()
    {
        var text = "Số ĐDCN,Họ và tên,Mã xã\n"
            + string.Concat(Enumerable.Range(0, 40).Select(i => $"0511859990{i:00},Nguyễn Thị Hòa,21040\n"));
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        bytes[^10] = 0xFF;

        var draft = ContractDraft.Of("danh-sach.csv", bytes);

        Assert.Contains("encoding: utf-8", draft.Yaml, StringComparison.Ordinal);
        Assert.Contains("Họ và tên", draft.Yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("PK\u0003\u0004", "zip or Excel")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("<html><body>login</body></html>", "HTML")]
    [InlineData("một dòng chữ", "no header line")]
    [InlineData("{\"a\": [1, 2", "not whole")]
    [InlineData("Võ Tám;Ba Bích\nĐinh Re;Ba Bích\nHồ Mỷ;Ba Bích", "holds data, not headers")]
    [InlineData("051185999008,Võ A,01/01/1990\n051185999009,Võ B,01/01/1991\n", "holds data, not headers")]
    public void Says_why_a_sample_is_of_no_use(string text, string reason)
    {
        var failure = Assert.Throws<SampleRefused>(() => Draft(text));

        Assert.Contains(reason, failure.Problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Võ", failure.Message, StringComparison.Ordinal);
        var vietnamese = failure.In(Messages.For(Language.Vi));
        Assert.StartsWith("Danh sách 2024.csv: ", vietnamese, StringComparison.Ordinal);
        Assert.DoesNotContain(reason, vietnamese.Replace("HTML", "", StringComparison.Ordinal)
            .Replace("PDF", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
