using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

/// <summary>Social insurance, health card, tax and dossier codes.</summary>
public class CodesTests
{
    [Theory]
    [InlineData("5112000126", "5112000126", "")]
    [InlineData("0212000124", "0212000124", "")]
    [InlineData("212000124", "0212000124", "lost-zero")]
    [InlineData("5.112000126E+09", "5112000126", "scientific")]
    [InlineData("5112000126.0", "5112000126", "float-suffix")]
    [InlineData("5112OOO126", "5112000126", "letter-o")]
    [InlineData("BHXH: 5112000126", "5112000126", "separators label")]
    public void Reads_a_social_insurance_code(string cell, string digits, string repairs)
    {
        var parsed = SocialInsuranceCode.Parse(Encoding.UTF8.GetBytes(cell));

        Assert.Equal((digits, repairs), (parsed.Value.Digits, string.Join(' ', RepairCodes.Of(parsed.Repairs))));
    }

    [Theory]
    [InlineData("512000126", "social-insurance-length")]
    [InlineData("51120001266", "social-insurance-length")]
    [InlineData("5112000126; 5112000127", "social-insurance-length")]
    [InlineData("5.112E+09", "social-insurance-lossy")]
    [InlineData("51120*****", "social-insurance-masked")]
    [InlineData("5112000l26", "social-insurance-characters")]
    [InlineData("1234567890", "social-insurance-placeholder")]
    [InlineData("không có", null)]
    public void Refuses_what_is_no_social_insurance_code(string cell, string? fault)
    {
        var parsed = SocialInsuranceCode.Parse(Encoding.UTF8.GetBytes(cell));

        Assert.Equal((false, fault), (parsed.IsValue, parsed.Fault));
    }

    [Theory]
    [InlineData("DN4515112000123", "DN4515112000123", "")]
    [InlineData("dn4515112000135", "DN4515112000135", "upper-cased")]
    [InlineData("GD 4 51 51 12000123", "GD4515112000123", "separators")]
    [InlineData("DN451511200O12O", "DN4515112000120", "letter-o")]
    [InlineData("thẻ BHYT: TE1515112000132", "TE1515112000132", "label")]
    [InlineData("Mã thẻ: TE1515112000132", "TE1515112000132", "label")]
    [InlineData("Số thẻ TE1515112000132", "TE1515112000132", "label")]
    [InlineData("BHYT TE1515112000132", "TE1515112000132", "label")]
    [InlineData("thẻ TE1515112000132", "TE1515112000132", "label")]
    [InlineData("CA5515112000123", "CA5515112000123", "")]
    [InlineData("XX1515112000143", "XX1515112000143", "")]
    public void Reads_a_health_card(string cell, string text, string repairs)
    {
        var parsed = HealthCard.Parse(Encoding.UTF8.GetBytes(cell));

        Assert.Equal((text, repairs), (parsed.Value.Text, string.Join(' ', RepairCodes.Of(parsed.Repairs))));
    }

    [Fact]
    public void Takes_a_health_card_apart()
    {
        var card = HealthCard.Parse("HT3495112000133"u8).Value;

        Assert.Equal(("HT", 3, 49, "5112000133", true),
            (card.Group, card.BenefitLevel, card.ProvinceCode, card.Tail.Digits, card.TailMayBeCode));
        Assert.False(HealthCard.Parse("HT3510312300133"u8).Value.TailMayBeCode);
        Assert.Equal("HT3••••••••••33", card.ToString());
    }

    [Theory]
    [InlineData("DN6515112000143", "health-card-benefit")]
    [InlineData("DN0515112000144", "health-card-benefit")]
    [InlineData("DN4035112000148", "health-card-province")]
    [InlineData("DN451511200014", "health-card-length")]
    [InlineData("5112000139", "health-card-length")]
    [InlineData("DN********00123", "health-card-masked")]
    [InlineData("D04515112000123", "health-card-characters")]
    [InlineData("DN4511234567890", "health-card-placeholder")]
    [InlineData("DNO515112000123", "health-card-benefit")]
    [InlineData("DN45151?12000123", "health-card-characters")]
    [InlineData("***4515112000123", "health-card-masked")]
    [InlineData("DN", "health-card-characters")]
    [InlineData(" ", null)]
    [InlineData("-", null)]
    public void Refuses_what_is_no_health_card(string cell, string? fault)
    {
        var parsed = HealthCard.Parse(Encoding.UTF8.GetBytes(cell));

        Assert.Equal((false, fault), (parsed.IsValue, parsed.Fault));
    }

    [Theory]
    [InlineData("0100109106", "0100109106", "")]
    [InlineData("0100109106-001", "0100109106-001", "")]
    [InlineData("0100109106001", "0100109106-001", "")]
    [InlineData("100109106", "0100109106", "lost-zero")]
    [InlineData("100109106001", "0100109106-001", "lost-zero")]
    [InlineData("4300001234", "4300001234", "")]
    [InlineData("01001091O6", "0100109106", "letter-o")]
    [InlineData("MST 0314409058", "0314409058", "separators label")]
    public void Reads_a_tax_code(string cell, string text, string repairs)
    {
        var parsed = TaxCode.Parse(Encoding.UTF8.GetBytes(cell));

        Assert.Equal((text, repairs), (parsed.Value.Text, string.Join(' ', RepairCodes.Of(parsed.Repairs))));
    }

    [Theory]
    [InlineData("0100109107", "tax-checksum")]
    [InlineData("0100109106-000", "tax-branch")]
    [InlineData("100109107", "tax-length")]
    [InlineData("010010910", "tax-length")]
    [InlineData("0000000000", "tax-placeholder")]
    [InlineData("1.0010E+08", "tax-lossy")]
    [InlineData("", null)]
    public void Refuses_what_is_no_tax_code(string cell, string? fault)
    {
        var parsed = TaxCode.Parse(Encoding.UTF8.GetBytes(cell));

        Assert.Equal((false, fault), (parsed.IsValue, parsed.Fault));
    }

    [Fact]
    public void Codes_print_masked()
    {
        Assert.Equal("51••••••26", SocialInsuranceCode.Parse("5112000126"u8).Value.ToString());
        Assert.Equal("01••••••06", TaxCode.Parse("0100109106"u8).Value.ToString());
        Assert.Equal("H48.53-••••••-0001", DossierCode.Parse("H48.53-240229-0001"u8).Value.ToString());
    }

    [Fact]
    public void Prose_holds_no_code()
    {
        var prose = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("đã nộp hồ sơ 0100109106; ", 12)));

        Assert.Equal("health-card-characters", HealthCard.Parse(prose).Fault);
        Assert.Equal("tax-characters", TaxCode.Parse(prose).Fault);
        Assert.Equal("dossier-form", DossierCode.Parse(prose).Fault);
    }

    [Theory]
    [InlineData("000.00.53.H48-240105-0001", "H48")]
    [InlineData("H22.12-240229-0001", "H22")]
    public void A_dossier_names_its_province(string cell, string root) =>
        Assert.Equal(root, DossierCode.Parse(Encoding.UTF8.GetBytes(cell)).Value.Root);

    [Fact]
    public void Every_wrong_check_digit_is_refused()
    {
        for (var nine = 430000000L; nine < 430000300; nine++)
        {
            var good = Enumerable.Range(0, 10)
                .Count(last => TaxCode.Parse(Encoding.ASCII.GetBytes($"{nine}{last}")).IsValue);
            Assert.Equal(TaxCode.CheckDigit(nine) == 10 ? 0 : 1, good);
        }
    }

    [Theory]
    [InlineData("000.00.53.H48-240105-0001", "000.00.53.H48-240105-0001", "")]
    [InlineData("000.00.53.h48-240105-0001", "000.00.53.H48-240105-0001", "upper-cased")]
    [InlineData("Mã hồ sơ: 000.12.34.H22 – 231130 – 0123", "000.12.34.H22-231130-0123",
        "separators label")]
    [InlineData("000.OO.53.H48-240105-0001", "000.00.53.H48-240105-0001", "letter-o")]
    [InlineData("H48.53-240229-0001", "H48.53-240229-0001", "")]
    public void Reads_a_dossier_code(string cell, string text, string repairs)
    {
        var parsed = DossierCode.Parse(Encoding.UTF8.GetBytes(cell));

        Assert.Equal((text, repairs), (parsed.Value.Text, string.Join(' ', RepairCodes.Of(parsed.Repairs))));
    }

    [Theory]
    [InlineData("000.00.53.H48-230229-0001", "dossier-date")]
    [InlineData("000.00.53.H48-241305-0001", "dossier-date")]
    [InlineData("000.00.53.48-240105-0001", "dossier-form")]
    [InlineData("000.00.53.H48-240105-1", "dossier-form")]
    [InlineData("1.001612.000.00.00.H48", "dossier-procedure")]
    [InlineData("  ", null)]
    [InlineData("chưa có", null)]
    public void Refuses_what_is_no_dossier_code(string cell, string? fault)
    {
        var parsed = DossierCode.Parse(Encoding.UTF8.GetBytes(cell));

        Assert.Equal((false, fault), (parsed.IsValue, parsed.Fault));
    }
}
