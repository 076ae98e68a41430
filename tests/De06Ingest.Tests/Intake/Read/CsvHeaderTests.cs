using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Intake.Read;

/// <summary>Where the header of a CSV extract is, what stands around the rows, and what the header must have.</summary>
public sealed class CsvHeaderTests
{
    static readonly FeedContract Abc = Some.Contract("a", "b", "c");

    [Fact]
    public void Counts_letterhead_blank_lines_and_footers_as_furniture()
    {
        var contract = Some.Contract("Họ tên", "Số tiền") with
        {
            Read = new ReadSpec { HeaderFind = ["họ TÊN"], Stop = ["Tổng cộng"] },
        };
        var rows = Some.Rows(
            contract,
            "UBND XÃ SƠN GIANG,\nKỳ 07/2026,\n\nHỌ  TÊN,Số tiền\nA,1\n,\n\nB,2,9\nC,3\nTổng cộng,6\n,Người lập\nX\n",
            out var shape);

        Assert.Equal([("A", null), ("B", "row-fields"), ("C", null)], rows.Select(r => (r.Cells[0], r.Malformed)));
        Assert.Equal([5L, 8L, 9L], rows.Select(r => r.Line));
        Assert.Equal((12, 9), (shape.Lines, shape.FurnitureLines));
        Assert.Equal(["UBND XÃ SƠN GIANG", "Kỳ 07/2026"], shape.Above);
    }

    [Theory]
    [InlineData("sep=,\r\n")]
    [InlineData("\ufeffSEP=;\n")]
    public void Passes_over_the_line_that_tells_excel_the_separator(string line)
    {
        var rows = Some.Rows(Some.Contract("a", "b"), line + "a,b\n1,2\nsep=,\n");

        Assert.Equal(["1", "2"], rows[0].Cells);
        Assert.Equal(["sep=", ""], rows[1].Cells);
    }

    [Fact]
    public void Joins_a_header_of_two_tiers()
    {
        var contract = Some.Contract("STT", "Họ và tên", "Nơi ở Xã", "Nơi ở Thôn", "Mã") with
        {
            Read = new ReadSpec { HeaderFind = ["STT"], HeaderRows = 2 },
        };

        var rows = Some.Rows(contract, "Bảng\nSTT,Họ và tên,Nơi ở,,Khác,\n,,Xã,Thôn,Mã,\n1,A,X,T,M,\n", out var shape);

        Assert.Equal(["1", "A", "X", "T", "M"], Assert.Single(rows).Cells);
        Assert.Equal((4, 3), (shape.Lines, shape.FurnitureLines));
    }

    [Theory]
    [InlineData("Họ và tên")]
    [InlineData("HỌ VÀ TÊN")]
    [InlineData("  họ\u00a0 và tên ")]
    [InlineData("\"Họ và\ntên\"")]
    public void Finds_a_header_without_regard_to_case_spaces_or_unicode_form(string header)
    {
        var contract = Some.Contract("Họ và tên", "b") with { Read = new ReadSpec { Multiline = true } };

        Assert.Equal("x", Some.Rows(contract, header.Normalize(NormalizationForm.FormD) + ",b\nx,y\n")[0].Cells[0]);
    }

    [Fact]
    public void Takes_the_first_alias_that_is_there_and_leaves_an_absent_optional_column_empty()
    {
        var contract = Abc with
        {
            Columns =
            [
                new ColumnSpec("id", ColumnKind.Text, ["Số ĐDCN", "Số CCCD"]),
                new ColumnSpec("note", ColumnKind.Text, ["Ghi chú"]) { Optional = true },
            ],
        };

        var rows = Some.Rows(contract, "Số CCCD,Dân tộc\n1,Kinh\n", out var shape);

        Assert.Equal(["1", ""], rows[0].Cells);
        Assert.Equal(["Dân tộc"], shape.NewColumns);
    }

    [Fact]
    public void Refuses_an_extract_without_a_needed_column_and_suggests_the_nearest_header()
    {
        var refused = Assert.Throws<ExtractRefused>(() =>
            Some.Rows(Some.Contract("Số CCCD", "Họ tên"), "Số CMCD,Họ tên\n1,2\n"));

        Assert.Equal(("column-missing", "Số CCCD (~ Số CMCD)"), (refused.Code, refused.Detail));
    }

    [Theory]
    [InlineData("Số CCCD;Họ tên\n1;2\n", "separator-wrong", "\";\" ≠ \",\"")]
    [InlineData("Số CCCD\tHọ tên\n1\t2\n", "separator-wrong", "tab ≠ \",\"")]
    [InlineData("Số CCCD;Tuổi\n1;2\n", "column-missing", "Số CCCD; Họ tên")]
    [InlineData("Danh sách\n1\n", "column-missing", "Số CCCD; Họ tên")]
    public void Tells_another_separator_from_missing_columns(string content, string code, string detail)
    {
        var refused = Assert.Throws<ExtractRefused>(() => Some.Rows(Some.Contract("Số CCCD", "Họ tên"), content));

        Assert.Equal((code, detail), (refused.Code, refused.Detail));
    }

    [Theory]
    [InlineData("a,b,c,A\n1,2,3,4\n", "header-duplicate")]
    [InlineData("a,b,c\n", "header-only")]
    [InlineData("a,b,c", "header-only")]
    [InlineData("a,b,c\n\n,,\n", "header-only")]
    [InlineData("", "extract-empty")]
    [InlineData("\n\n", "extract-empty")]
    [InlineData("\ufeff\r\n", "extract-empty")]
    public void Refuses_an_extract_that_is_none(string content, string code) =>
        Assert.Equal(code, Assert.Throws<ExtractRefused>(() => Some.Rows(Abc, content)).Code);

    [Fact]
    public void A_duplicate_header_that_nobody_reads_does_no_harm() =>
        Assert.Equal(["1", "2", "3"], Some.Rows(Abc, "a,b,c,x,x\n1,2,3,4,5\n")[0].Cells);

    [Fact]
    public void A_delta_without_rows_is_no_fault() =>
        Assert.Empty(Some.Rows(Abc with { Extent = new ExtentSpec { IsDelta = true } }, "a,b,c\n"));

    [Fact]
    public void Refuses_an_extract_whose_header_is_nowhere()
    {
        var contract = Abc with { Read = new ReadSpec { HeaderFind = ["a", "b"] } };

        Assert.Equal("header-missing", Assert.Throws<ExtractRefused>(() => Some.Rows(contract, "x,y,z\n1,2,3\n")).Code);
    }
}
