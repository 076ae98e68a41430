using De06Ingest.Synthetic;
using De06Ingest.Synthetic.Linkage;
using De06Ingest.Synthetic.Linkage.Errors;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Tests.Synthetic.Linkage.Errors;

public sealed class RowErrorTests
{
    static readonly Register Made = Register.Make(new TruthSetOptions(20_000, 10_000, 42));

    public static TheoryData<string> Kinds => [.. ErrorProfile.Rates.Select(rate => rate.Error.Kind)];

    [Fact]
    public void Kinds_have_names_of_their_own() => Assert.Distinct(ErrorProfile.Rates.Select(rate => rate.Error.Kind));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_error_changes_its_cell_or_says_that_it_did_not(string kind)
    {
        var error = ErrorProfile.Rates.Single(rate => rate.Error.Kind == kind).Error;
        var row = new FeedRow(Made);
        var planted = 0;
        for (var i = 0; i < 4_000; i++)
        {
            row.TakeFrom(i);
            var before = Enum.GetValues<Cell>().ToDictionary(cell => cell, row.Written);
            var chance = Chance.For(1, ChanceFor.SectorError, i);
            var said = error.Spoil(row, ref chance);
            planted += said ? 1 : 0;
            var changed = before.Where(cell => row.Written(cell.Key) != cell.Value).Select(cell => cell.Key).ToList();
            Assert.Equal(said, changed.Count > 0);
            Assert.All(changed, cell => Assert.Equal(Group(error.Cell), Group(cell)));
        }

        Assert.True(planted > 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_chance_makes_the_same_error(string kind)
    {
        var error = ErrorProfile.Rates.Single(rate => rate.Error.Kind == kind).Error;
        Assert.Equal(Spoiled(), Spoiled());

        List<string> Spoiled()
        {
            var row = new FeedRow(Made);
            return [.. Enumerable.Range(0, 200).Select(i =>
            {
                row.TakeFrom(i);
                var chance = Chance.For(1, ChanceFor.SectorError, i);
                error.Spoil(row, ref chance);
                return row.Written(error.Cell);
            })];
        }
    }

    [Theory]
    [InlineData("name-diacritics-lost", "Đinh Văn Krễ", "Dinh Van Kre|Đinh Van Krễ|Đinh Văn Kre|Dinh Văn Krễ")]
    [InlineData("name-tone-misplaced", "Lê Hoàng", "Lê Hòang")]
    [InlineData("name-tone-misplaced", "Lê Quý", "Lê Qúy")]
    [InlineData("name-tone-misplaced", "Lê Nghĩa", "Lê Nghiã")]
    [InlineData("name-tone-misplaced", "Lê Hòa", null)]
    [InlineData("name-tone-wrong", "Lê Dũng", "Lê Dủng")]
    [InlineData("name-tone-wrong", "Lê Mỹ", "Lê Mỷ")]
    [InlineData("name-tone-wrong", "Lê Hùng", null)]
    [InlineData("name-i-or-y", "Trần Mỹ", "Trần Mĩ")]
    [InlineData("name-i-or-y", "Trần Quý", "Trần Quí")]
    [InlineData("name-i-or-y", "Trần Vi", "Trần Vy")]
    [InlineData("name-i-or-y", "Trần Thủy", null)]
    [InlineData("name-i-or-y", "Trần Hai", null)]
    [InlineData("name-initial-confused", "Lê Sang", "Lê Xang")]
    [InlineData("name-initial-confused", "Lê Trinh", "Lê Chinh")]
    [InlineData("name-initial-confused", "Lê Giang", "Lê Dang")]
    [InlineData("name-initial-confused", "Lê Đào", null)]
    [InlineData("name-middle-missing", "Lê Thị Thu Hà", "Lê Thị Hà|Lê Thu Hà")]
    [InlineData("name-middle-missing", "A Thút", null)]
    [InlineData("name-order-swapped", "Lê Văn Hùng", "Hùng Lê Văn|Văn Hùng Lê")]
    [InlineData("name-abbreviated", "Lê Văn Hùng", "Lê V. Hùng|L.V. Hùng")]
    [InlineData("name-tcvn3", "Nguyễn Văn Hùng", "NguyÔn V¨n Hïng")]
    [InlineData("name-vni", "Nguyễn Văn Hùng", "Nguyeãn Vaên Huøng")]
    [InlineData("name-mojibake", "Nguyễn Văn Hùng", "Nguyá»…n VÄƒn HÃ¹ng")]
    [InlineData("name-mojibake", "Nguyen", null)]
    public void A_name_is_spoiled_as_people_and_programs_do(string kind, string name, string? spoiled)
    {
        var seen = Outcomes(kind, row => row.Name = name, row => row.Name);
        Assert.Equal((spoiled?.Split('|') ?? []).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("birth-day-month-swapped", 1985, 3, 7, "1985-7-3")]
    [InlineData("birth-day-month-swapped", 1985, 3, 17, null)]
    [InlineData("birth-year-off", 1985, 3, 7, "1984-3-7|1986-3-7")]
    [InlineData("birth-year-off", 1984, 2, 29, "1983-2-28|1985-2-28")]
    [InlineData("birth-first-of-january", 1985, 3, 7, "1985-1-1")]
    [InlineData("birth-first-of-january", 1985, 0, 0, null)]
    [InlineData("birth-lunar", 1960, 1, 28, "1960-1-1")]
    [InlineData("birth-lunar", 1960, 1, 27, "1959-12-29")]
    [InlineData("birth-lunar", 1984, 12, 21, "1984-10-29")]
    [InlineData("birth-lunar", 2005, 3, 7, null)]
    public void A_birth_date_is_another(string kind, int year, int month, int day, string? spoiled)
    {
        var seen = Outcomes(
            kind, row => row.Birth = new BirthDay((short)year, (byte)month, (byte)day),
            row => $"{row.Birth.Year}-{row.Birth.Month}-{row.Birth.Day}");
        Assert.Equal(spoiled?.Split('|') ?? [], seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("birth-year-only", "1985")]
    [InlineData("birth-excel-serial", "31122")]
    public void A_birth_date_is_written_otherwise(string kind, string written) => Assert.Equal(
        [written], Outcomes(kind, row => row.Birth = new BirthDay(1985, 3, 16), row => row.BirthText!));

    [Theory]
    [InlineData("id-zeros-lost", "051185999123", "51185999123")]
    [InlineData("id-zeros-lost", "001185999123", "1185999123")]
    [InlineData("id-scientific", "051185999123", "5.1185999123E+10")]
    [InlineData("id-scientific", "001185999120", "1.18599912E+09")]
    public void An_id_is_what_a_spreadsheet_makes_of_it(string kind, string id, string spoiled) =>
        Assert.Equal([spoiled], Outcomes(kind, row => row.Id = id, row => row.Id));

    [Fact]
    public void A_lossy_id_is_the_rounded_number()
    {
        var row = new FeedRow(Made);
        for (var i = 0; i < 300; i++)
        {
            row.TakeFrom(i);
            var chance = Chance.For(1, ChanceFor.SectorError, i);
            new IdScientificLossy().Spoil(row, ref chance);
            var shown = double.Parse(row.Id.Replace(',', '.'), System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(shown / row.Citizen.Id, 0.995, 1.005);
            Assert.NotEqual(row.Citizen.Id, shown);
        }
    }

    [Fact]
    public void One_digit_of_an_id_differs() => Assert.All(
        Outcomes("id-digit-wrong", row => row.Id = "051185999123", row => row.Id),
        id => Assert.Equal(1, id.Zip("051185999123").Count(pair => pair.First != pair.Second)));

    [Fact]
    public void Two_neighbours_of_an_id_are_swapped() => Assert.All(
        Outcomes("id-digits-swapped", row => row.Id = "051185999123", row => row.Id),
        id => Assert.Equal("051185999123".Order(), id.Order()));

    /// <summary>All that many chances make of a row, where they make something.</summary>
    static HashSet<string> Outcomes(string kind, Action<FeedRow> set, Func<FeedRow, string> get)
    {
        var error = ErrorProfile.Rates.Single(rate => rate.Error.Kind == kind).Error;
        var row = new FeedRow(Made);
        var seen = new HashSet<string>();
        for (var i = 0; i < 400; i++)
        {
            row.TakeFrom(0);
            set(row);
            var chance = Chance.For(2, ChanceFor.SectorError, i);
            if (error.Spoil(row, ref chance))
            {
                seen.Add(get(row));
            }
        }

        return seen;
    }

    // The three stages of a name share a cell.
    static Cell Group(Cell cell) => cell is Cell.Wording or Cell.Spelling ? Cell.Encoding : cell;
}
