using System.Globalization;
using System.Text;
using De06Ingest.Synthetic.Linkage;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Tests.Synthetic.Linkage;

/// <summary>Reads the files like a stranger to the generator: a cell differs from the register's if, and only if, the
/// answer says so.</summary>
public sealed class AnswersTests(SmallTruthSet set) : IClassFixture<SmallTruthSet>
{
    [Theory]
    [InlineData("name", "Họ và tên")]
    [InlineData("sex", "Giới tính")]
    [InlineData("phone", "Số điện thoại")]
    [InlineData("unit", "Mã xã")]
    [InlineData("birth", "Ngày sinh")]
    public void A_cell_differs_where_and_only_where_an_error_was_planted(string cell, string column)
    {
        foreach (var row in set.Feed.Where(row => set.Truth.ContainsKey(row["Mã hồ sơ"])))
        {
            var answer = set.Truth[row["Mã hồ sơ"]];
            var (mine, theirs) = (row[column], set.Reference[answer["reference_key"]][column]);
            var planted = answer["errors"].Split(';').Any(kind => CellOf(kind) == cell);
            if (cell != "phone" || theirs.Length > 0)
            {
                Assert.True(planted != Same(cell, mine, theirs), $"{answer["errors"]}: {mine} and {theirs}");
            }
        }
    }

    [Fact]
    public void An_id_differs_where_and_only_where_an_error_was_planted()
    {
        foreach (var row in set.Feed.Where(row => set.Truth.ContainsKey(row["Mã hồ sơ"])))
        {
            var answer = set.Truth[row["Mã hồ sơ"]];
            var planted = answer["errors"].Contains("id-", StringComparison.Ordinal);
            var id = row["Số CCCD"].Replace(" ", "", StringComparison.Ordinal).TrimStart('\'');
            Assert.True(planted == (id != answer["reference_key"]), $"{answer["errors"]}: {id}");
        }
    }

    [Fact]
    public void An_id_of_a_relative_is_that_of_somebody_in_the_same_household()
    {
        var pairs = set.Feed.Where(row => Has(row, "id-of-relative")).ToList();
        Assert.NotEmpty(pairs);
        Assert.All(pairs, row =>
        {
            var id = row["Số CCCD"].Replace(" ", "", StringComparison.Ordinal).TrimStart('\'');
            var own = set.Reference[set.Truth[row["Mã hồ sơ"]]["reference_key"]];
            Assert.Equal(own["Số ĐDCN chủ hộ"], set.Reference[id]["Số ĐDCN chủ hộ"]);
        });
    }

    [Fact]
    public void An_old_code_is_of_a_commune_that_went_into_the_unit()
    {
        var rows = set.Feed.Where(row => Has(row, "unit-old-code")).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var own = set.Reference[set.Truth[row["Mã hồ sơ"]]["reference_key"]];
            Assert.Contains(row["Mã xã"], OldUnits.Of(own["Mã xã"]).Select(unit => unit.Code));
        });
    }

    bool Has(Dictionary<string, string> row, string kind) =>
        set.Truth.TryGetValue(row["Mã hồ sơ"], out var answer) && answer["errors"].Split(';').Contains(kind);

    static string CellOf(string kind) => kind == "home-moved" ? "unit" : kind.Split('-')[0];

    static bool Same(string cell, string one, string other) => cell switch
    {
        "name" => Name(one) == Name(other),
        "sex" => string.Equals(one, other, StringComparison.OrdinalIgnoreCase),
        "phone" => Phone(one) == Phone(other),
        "birth" => Birth(one) == Birth(other),
        _ => one == other,
    };

    // Case, spaces, Unicode form and the place of the tone in Hòa are free.
    static string Name(string text)
    {
        var words = text.Normalize(NormalizationForm.FormC).ToLowerInvariant()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word[..1].ToUpperInvariant() + word[1..]);
        return PersonNames.WithNewToneMarks(string.Join(' ', words));
    }

    static string Phone(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length == 11 && digits.StartsWith("84", StringComparison.Ordinal)
            ? digits[2..]
            : digits.TrimStart('0');
    }

    // A year and 1 January of it are one.
    static string Birth(string text)
    {
        if (text.Length == 4 || text.StartsWith("00/00/", StringComparison.Ordinal))
        {
            return text[^4..] + "-01-01";
        }

        return DateOnly.TryParseExact(
            text, ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-M-d"], CultureInfo.InvariantCulture, default, out var date)
            ? $"{date:yyyy-MM-dd}"
            : text;
    }
}
