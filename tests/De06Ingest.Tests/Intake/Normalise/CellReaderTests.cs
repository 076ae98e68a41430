using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;

namespace De06Ingest.Tests.Intake.Normalise;

/// <summary>The kinds of columns that hold codes, and names that came in a broken encoding.</summary>
public sealed class CellReaderTests
{
    static readonly FeedContract Contract = new()
    {
        Feed = "cards",
        Title = "Thẻ",
        Owner = "Cơ quan thử",
        Key = ["recordNo"],
        Subject = ["recordNo"],
        Hash = "00",
        Columns =
        [
            new ColumnSpec("recordNo", ColumnKind.Key, ["So"]),
            new ColumnSpec("name", ColumnKind.PersonName, ["Ten"]) { IsCitizenField = true },
            new ColumnSpec("insurance", ColumnKind.SocialInsurance, ["BHXH"]),
            new ColumnSpec("card", ColumnKind.HealthCard, ["The"]),
            new ColumnSpec("tax", ColumnKind.TaxCode, ["MST"]),
            new ColumnSpec("dossier", ColumnKind.DossierCode, ["HS"]),
        ],
    };

    [Theory]
    [InlineData("BHXH", "insurance", "212000124", "0212000124", null)]
    [InlineData("BHXH", "insurance", "51120001", null, "social-insurance-length")]
    [InlineData("The", "card", "dn 4 51 5112000123", "DN4515112000123", null)]
    [InlineData("The", "card", "DN6515112000143", null, "health-card-benefit")]
    [InlineData("MST", "tax", "0100109106001", "0100109106-001", null)]
    [InlineData("MST", "tax", "0100109107", null, "tax-checksum")]
    [InlineData("HS", "dossier", "000.00.53.h48-240105-0001", "000.00.53.H48-240105-0001", null)]
    [InlineData("HS", "dossier", "1.001612.000.00.00.H48", null, "dossier-procedure")]
    [InlineData("Ten", "name", "Nguyễn Thị Hoà", "Nguyễn Thị Hòa", null)]
    [InlineData("Ten", "name", "Nguyá»…n VÄƒn HÃ¹ng", "Nguyễn Văn Hùng", "name-encoding")]
    [InlineData("Ten", "name", "NguyÔn V¨n Hïng", "Nguyễn Văn Hùng", "name-encoding")]
    public void Reads_a_cell(string header, string column, string cell, string? value, string? fault)
    {
        var outcome = ExampleRow.Run(
            Contract, new Dictionary<string, string> { ["So"] = "1", [header] = cell }, new(2024, 7, 15));

        Assert.Equal((value, fault), (outcome.Record![column], outcome.Faults.SingleOrDefault()));
    }

    /// <summary>One-stop and criminal record services write 0 for a woman, insurance and health 2; 3 is a third sex
    /// here and unknown there, so a digit means only what its contract says.</summary>
    [Theory]
    [InlineData("1", "0", "0", "female", null)]
    [InlineData("1", "0", "2", null, "sex-unknown")]
    [InlineData("1", "2", "2", "female", null)]
    [InlineData("1", "2", "0", null, "sex-unknown")]
    [InlineData("1", "2", "1", "male", null)]
    [InlineData("1", "2", "Nữ", "female", null)]
    [InlineData("m", "x", "X", "female", null)]
    public void A_digit_for_a_sex_is_what_the_contract_says(
        string male, string female, string cell, string? sex, string? fault)
    {
        var column = new ColumnSpec("sex", ColumnKind.Sex, ["GT"])
        {
            IsCitizenField = true,
            Codes = new Dictionary<string, string> { [male] = "male", [female] = "female" },
        };
        var contract = Contract with { Columns = [.. Contract.Columns, column] };

        var outcome = ExampleRow.Run(
            contract, new Dictionary<string, string> { ["So"] = "1", ["GT"] = cell }, new(2024, 7, 15));

        Assert.Equal((sex, fault), (outcome.Record!["sex"], outcome.Faults.SingleOrDefault()));
    }
}
