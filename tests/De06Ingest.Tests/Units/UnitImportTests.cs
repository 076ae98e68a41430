using De06Ingest.Commands;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using De06Ingest.Tests.Values;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Tests.Units;

/// <summary>Lists of units from outside: the official ones are taken whole, and one with a problem is not taken at
/// all.</summary>
public sealed class UnitImportTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    const string ThreeLevels = "province_code,province,district_code,district,commune_code,commune";
    const string TwoLevels = "province_code,province,commune_code,commune";

    [Theory]
    [InlineData("units_2020-02_madnh.csv", 11_537)]
    [InlineData("units_2023-04_v1.0.4.1.csv", 11_366)]
    [InlineData("units_2025-03_v2.4.1.csv", 10_794)]
    [InlineData("units_2025-07_v3.0.2.csv", 3_355)]
    [InlineData("units_2026-04_v3.1.0.csv", 3_355)]
    public void Reads_an_official_list_without_a_problem(string file, int units)
    {
        var lists = UnitListReader.ReadFile(
            DevVectors.PathOf("adminunits", file), UnitListReader.MapOf(file), null);

        Assert.Empty(lists.Problems);
        Assert.Equal(units, lists.Units.Count);
        Assert.All(lists.Units, u => Assert.Equal(u.Level == "province", u.Parent is null));
    }

    [Theory]
    [InlineData("map_2025-07_clean.csv", 10_573 + 63)]
    [InlineData("map_2025-07_provinces.csv", 63)]
    public void Reads_the_official_conversion_tables_without_a_problem(string file, int steps)
    {
        var lists = UnitListReader.ReadFile(DevVectors.PathOf("adminunits", file), "2025-07", "2025-03");

        Assert.Empty(lists.Problems);
        Assert.Equal(steps, lists.Steps.Count);
    }

    [Fact]
    public async Task Imports_an_official_list_and_again_changes_nothing()
    {
        var file = DevVectors.PathOf("adminunits", "units_2025-07_v3.0.2.csv");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        var first = await Units(source).Import(file, "2031-01", null, CancellationToken.None);
        var again = await Units(source).Import(file, "2031-01", null, CancellationToken.None);

        Assert.Equal((3_355, 3_355L, 0L), (first.Units, first.Changed, again.Changed));
        Assert.Equal(3_355L, await Count("2031-01"));
    }

    [Fact]
    public async Task Imports_lists_of_both_maps_and_the_table_between_them()
    {
        using var folder = new ListFolder();
        var old = folder.Write("don-vi_2032-01.csv", ThreeLevels,
            "51,Tỉnh Quảng Ngãi,524,Huyện Bình Sơn,21040,Xã Bình Thuận",
            "51,Tỉnh Quảng Ngãi,524,Huyện Bình Sơn,21043,Thị trấn Châu Ổ", "51,Tỉnh Quảng Ngãi,536,Huyện Lý Sơn,,");
        var now = folder.Write("don-vi_2032-07.csv", TwoLevels, "51,Tỉnh Quảng Ngãi,21040,Xã Bình Sơn",
            "51,Tỉnh Quảng Ngãi,21548,Đặc khu Lý Sơn");
        var steps = folder.Write("chuyen-doi_2032-07.csv",
            "old_province_code,old_district_code,old_commune_code,new_province_code,new_commune_code,relation",
            "51,524,21040,51,21040,WHOLE", "51,524,21043,51,21040,AREA_PART_POP_WHOLE", "51,536,,51,21548,WHOLE");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var units = Units(source);

        Assert.Equal(5, (await units.Import(old, null, null, CancellationToken.None)).Changed);
        Assert.Equal(3, (await units.Import(now, null, null, CancellationToken.None)).Changed);
        Assert.Equal(4, (await units.Import(steps, null, null, CancellationToken.None)).Changed);
        var island = await units.Show("21548", "2032-07", CancellationToken.None);
        Assert.Contains(island, u => (u.Code, u.Map, u.Relation) == ("536", "2032-01", "predecessor"));
    }

    [Fact]
    public async Task A_unit_that_comes_to_a_known_map_is_in_force_from_the_day_of_the_map()
    {
        using var folder = new ListFolder();
        var file = folder.Write("don-vi_2023-04.csv", ThreeLevels,
            "01,Thành phố Hà Nội,001,Quận Ba Đình,00001,Phường Phúc Xá");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await Units(source).Import(file, null, null, CancellationToken.None);

        var found = (await Units(source).Show("00001", "2023-04", CancellationToken.None))
            .Single(u => u.Relation == "itself");
        Assert.Equal(UnitFixture.Map("2023-04").InForceFrom.ToDateTime(TimeOnly.MinValue), found.ValidFrom!.Value);
    }

    [Fact]
    public async Task Names_every_problem_with_its_line_and_imports_nothing()
    {
        using var folder = new ListFolder();
        var file = folder.Write("don-vi_2033-01.csv", ThreeLevels,
            "51,Tỉnh Quảng Ngãi,524,Huyện Bình Sơn,21040,Xã Bình Thuận",
            "51,Tỉnh Quảng Ngãi,524,Huyện Bình Sơn,2143,Thị trấn Châu Ổ",
            "",
            "51,Tỉnh Quảng Ngãi,524,Huyện Bình Sơn,21046,",
            "51,Tỉnh Quảng Ngãi,524,Huyện Bình Sơn,21049,Bình Đông",
            "51,Tỉnh Quảng Ngãi,524,Huyện Trà Bồng,21052,Xã Bình Chánh",
            "51,Tỉnh Quảng Ngãi,524");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        var import = await Units(source).Import(file, null, null, CancellationToken.None);

        Assert.Equal(
            [(3, "unit-code"), (5, "unit-cell-empty"), (6, "unit-kind"), (7, "unit-code-twice"), (8, "unit-cells")],
            import.Problems.Select(p => (p.Line, p.Problem.Code)));
        Assert.StartsWith("don-vi_2033-01.csv:3: Mã trong cột \"commune_code\"",
            import.Problems[0].In(Messages.For(Language.Vi)), StringComparison.Ordinal);
        Assert.Equal((0L, 0L), (import.Changed, await Count("2033-01")));
    }

    [Theory]
    [InlineData("2033-02,abc,commune,51,Xã X,2033-02-01,", "unit-code")]
    [InlineData("2033-02,21040,xa,51,Xã X,2033-02-01,", "choice-unknown")]
    [InlineData("2033-02,21040,commune,9,Xã X,2033-02-01,", "unit-code")]
    [InlineData("2033-02,21040,commune,,Xã X,2033-02-01,", "unit-cell-empty")]
    [InlineData("2033-02,21040,commune,51,Xã X,2033-13-01,", "unit-day")]
    [InlineData("2033-02,21040,commune,51,Xã X,2033-02-01,2033-01-01", "unit-days-turned")]
    [InlineData("2033,4,xa,9,,2033-02-01,", "unit-cell-empty")]
    public async Task Takes_no_row_of_our_own_form_that_is_not_as_it_must_be(string row, string problem)
    {
        using var folder = new ListFolder();
        var file = folder.Write("units.csv", "map,code,level,parent,name,valid_from,valid_to", row);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        var import = await Units(source).Import(file, null, null, CancellationToken.None);

        Assert.Equal([(2, problem)], import.Problems.Select(p => (p.Line, p.Problem.Code)));
        Assert.Equal((0L, 0L), (import.Changed, await Count("2033-02")));
    }

    [Theory]
    [InlineData]
    [InlineData("map,code,level,parent,name,valid_from,valid_to")]
    public void A_list_without_rows_is_no_list(params string[] lines)
    {
        using var folder = new ListFolder();

        var refused = Assert.Throws<UnitListRefused>(() =>
            UnitListReader.ReadFile(folder.Write("list.csv", lines), "2033-07", "2033-01"));

        Assert.Equal("unit-list-empty", refused.Code);
    }

    [Theory]
    [InlineData("2033-01,21040,2033-02,2104,whole", "unit-code")]
    [InlineData("2033-01,21040,2033-02,21040,some", "choice-unknown")]
    [InlineData("2033,21040,2033-02,21040,whole", "map-name")]
    public async Task Takes_no_step_of_our_own_form_that_is_not_as_it_must_be(string row, string problem)
    {
        using var folder = new ListFolder();
        var file = folder.Write("steps.csv", "from_map,from_code,to_map,to_code,relation", row);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        var import = await Units(source).Import(file, null, null, CancellationToken.None);

        Assert.Equal([(2, problem)], import.Problems.Select(p => (p.Line, p.Problem.Code)));
    }

    [Theory]
    [InlineData("old_commune_code,new_commune_code,relation", "21040,21040,SOME", "unit-relation")]
    [InlineData("old_commune_code,new_commune_code,relation", "21040,,WHOLE", "unit-cell-empty")]
    [InlineData("old_commune_code,new_commune_code,relation", "21040,2104O,WHOLE", "unit-code")]
    [InlineData("old_code,new_code", "51,5", "unit-code")]
    [InlineData("map,code,level,parent,name,valid_from,valid_to", "2033-01,51,province,,Tỉnh,1/7/2033,", "unit-day")]
    [InlineData("map,code,level,parent,name,valid_from,valid_to", "2033,51,province,,Tỉnh,,", "map-name")]
    [InlineData("map,code,owner,valid_from", "2033-01,51,UBND tỉnh,", "unit-cell-empty")]
    [InlineData("from_map,from_code,to_map,to_code,relation", "2033-01,51,2033-07,,whole", "unit-cell-empty")]
    public void Names_the_problem_of_every_kind_of_list(string header, string row, string code)
    {
        using var folder = new ListFolder();

        var lists = UnitListReader.ReadFile(folder.Write("list.csv", header, row), "2033-07", "2033-01");

        Assert.Equal((2, code), (Assert.Single(lists.Problems).Line, lists.Problems[0].Problem.Code));
    }

    [Theory]
    [InlineData("2036-01,21040,commune,51,Xã A", ",,,", "units", "Xã A")]
    [InlineData(",,,,", "51,Tỉnh Quảng Ngãi,21043,Xã B", "official", "Xã B")]
    [InlineData("2036-01,51,province,,Tỉnh A", ",,,", "units", "Tỉnh A")]
    [InlineData("2036-01,21040,commune,51,Xã A", "51,Tỉnh Quảng Ngãi,21043,Xã B", "units", "Xã A")]
    public void Of_a_file_with_the_columns_of_two_kinds_the_one_that_is_filled_in_is_read(
        string own, string official, string kind, string name)
    {
        using var folder = new ListFolder();

        var lists = UnitListReader.ReadFile(folder.Write("list.csv",
            "map,code,level,parent,name," + TwoLevels, $"{own},{official}"), "2036-01", null);

        Assert.Empty(lists.Problems);
        Assert.Equal((kind, name), (lists.Kind, lists.Units[^1].Name));
    }

    [Fact]
    public void Reads_a_list_that_a_spreadsheet_saved()
    {
        using var folder = new ListFolder();
        var file = folder.Write("list.csv", "");
        File.WriteAllText(file, TwoLevels + "\r\n51,\"Tỉnh Quảng Ngãi\",21040,Xã Bình Sơn\r\n",
            new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        var lists = UnitListReader.ReadFile(file, "2036-01", null);

        Assert.Empty(lists.Problems);
        Assert.Equal(["Tỉnh Quảng Ngãi", "Xã Bình Sơn"], lists.Units.Select(u => u.Name));
    }

    [Fact]
    public async Task Says_as_what_a_list_was_read()
    {
        using var folder = new ListFolder();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var parts = new FakeParts { Lists = Units(source) };
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exit = await CommandLine.Run(["units", "import", folder.Write("a_2037-01.csv", TwoLevels,
            "98,Tỉnh A,98001,Xã B"), "--lang", "vi"], parts, output, error, terminal: null);

        Assert.Equal(ExitCode.Ok, exit);
        Assert.Contains("Đã đọc tệp là danh mục chính thức: nhập 2 đơn vị", output.ToString() + error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi", "Ô \"commune\" để trống", "Chưa nhập gì: danh mục có 1 lỗi")]
    [InlineData("en", "cell 'commune' is empty", "Nothing was imported: the list has 1 problem")]
    public async Task Tells_the_operator_the_line_and_that_nothing_was_imported(
        string language, string problem, string outcome)
    {
        using var folder = new ListFolder();
        var file = folder.Write("don-vi_2034-01.csv", TwoLevels, "51,Tỉnh Quảng Ngãi,21040,");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var parts = new FakeParts { Lists = Units(source) };
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exit = await CommandLine.Run(
            ["units", "import", file, "--lang", language], parts, output, error, terminal: null);

        Assert.Equal(65, exit);
        Assert.Matches(@"don-vi_2034-01\.csv +2 +unit-cell-empty", output.ToString());
        Assert.Contains(problem, output.ToString(), StringComparison.Ordinal);
        Assert.Contains(outcome, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0L, await Count("2034-01"));
    }

    [Theory]
    [InlineData("vi", "Không bản đồ hành chính nào có mã này (99999).")]
    [InlineData("en", "No map of units has this code (99999).", "--map", "2035-01")]
    [InlineData("en", "The map asked for has no such unit (98765, 2035-01)", "--map", "2035-01", "98765")]
    public async Task A_code_that_is_not_there_is_told_with_what_to_do(
        string language, string told, params string[] words)
    {
        using var folder = new ListFolder();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var units = Units(source);
        await units.Import(folder.Write("a_2035-01.csv", TwoLevels, "98,Tỉnh A,98001,Xã B"), null, null, default);
        await units.Import(folder.Write("a_2035-07.csv", TwoLevels, "98,Tỉnh A,98765,Xã C"), null, null, default);
        await using var parts = new FakeParts { Lists = units };
        parts.MapNames.Add("2035-01");
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] asked = words is [.., "98765"] ? [.. words.Reverse().Take(1), .. words.Take(2)] : ["99999", .. words];

        var exit = await CommandLine.Run(
            ["units", "show", .. asked, "--lang", language], parts, output, error, terminal: null);

        Assert.Equal((ExitCode.Usage, ""), (exit, output.ToString()));
        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nguyễn Thị Hoà,051162999002,19620305", "province_code, province, commune_code, commune")]
    [InlineData("map,code,level,Nguyễn Thị Hoà", "parent, name")]
    [InlineData("old_commune_code,Nguyễn Thị Hoà,relation", "new_commune_code")]
    public async Task A_file_that_is_no_list_is_told_by_what_it_lacks_and_not_by_what_it_holds(
        string firstLine, string missing)
    {
        using var folder = new ListFolder();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var parts = new FakeParts { Lists = Units(source) };
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exit = await CommandLine.Run(
            ["units", "import", folder.Write("bhxh_2035-01.csv", firstLine, "Trần Văn Nam,051080999007,1"),
                "--lang", "en"], parts, output, error, terminal: null);

        Assert.Equal(ExitCode.BadData, exit);
        Assert.Contains($"lacks the columns: {missing}.", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Hoà", error.ToString() + output, StringComparison.Ordinal);
    }

    static AdminUnits Units(NpgsqlDataSource source) =>
        new(source, new(() => []), new(() => []), "51", new(2032, 8, 1));

    async Task<long> Count(string map) =>
        (long)(await database.Scalar($"select count(*) from core.unit where map = '{map}'"))!;

    /// <summary>Lists of a test, gone with it.</summary>
    sealed class ListFolder : IDisposable
    {
        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("de06-units-");

        public string Write(string name, params string[] lines)
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllLines(path, lines);
            return path;
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
