using System.Text;
using De06Ingest.Values;
using Xunit;

namespace De06Ingest.Tests.Values;

public class WholeNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    [InlineData("-12", -12)]
    [InlineData("+12", 12)]
    [InlineData("3245600", 3_245_600)]
    [InlineData("3.245.600", 3_245_600)]
    [InlineData("3,245,600", 3_245_600)]
    [InlineData("3 245 600", 3_245_600)]
    [InlineData("3\u00A0245\u00A0600", 3_245_600)]
    [InlineData("-1.500", -1_500)]
    [InlineData("12.0", 12)]
    [InlineData("3245600.00", 3_245_600)]
    [InlineData("3245600,000", 3_245_600)]
    [InlineData("3,245,600.00", 3_245_600)]
    [InlineData("3.245.600,0000", 3_245_600)]
    [InlineData("100.0000", 100)]
    [InlineData("0.000", 0)]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    [InlineData("999.999.999.999.999.999", 999_999_999_999_999_999)]
    public void IsReadAsSheetsAndDatabasesWriteIt(string text, long number) =>
        Assert.Equal(number, WholeNumber.Parse(Encoding.UTF8.GetBytes(text)).Value);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("1.5")]
    [InlineData("0.500")]
    [InlineData("12345.678")]
    [InlineData("12345 678")]
    [InlineData("1.234,567")]
    [InlineData("1,234.567")]
    [InlineData("1.234.56")]
    [InlineData("1.234.00")]
    [InlineData("1 00")]
    [InlineData("1.")]
    [InlineData("1.000.")]
    [InlineData("1..000")]
    [InlineData("12.0.0")]
    [InlineData("12a")]
    [InlineData("1e6")]
    [InlineData("1000000000000000000")]
    [InlineData("1.000.000.000.000.000.000")]
    public void WhatIsNoWholeNumberIsNotGuessed(string text)
    {
        var parsed = WholeNumber.Parse(Encoding.UTF8.GetBytes(text));
        Assert.False(parsed.IsValue);
        Assert.Equal("integer-unreadable", parsed.Fault);
    }

    [Theory]
    [InlineData("3.245.600 đồng", 3_245_600L)]
    [InlineData("3.245.600đ", 3_245_600L)]
    [InlineData("500.000 VNĐ", 500_000L)]
    [InlineData("500.000 Đồng", 500_000L)]
    [InlineData("500000 vnd", 500_000L)]
    [InlineData("3.245.600,00\u00A0đ", 3_245_600L)]
    [InlineData("500 000 ", 500_000L)]
    [InlineData("500 USD", null)]
    [InlineData("đồng", null)]
    public void MoneyMayNameTheDong(string text, long? number)
    {
        var parsed = WholeNumber.ParseDong(Encoding.UTF8.GetBytes(text));
        Assert.Equal(number, parsed.IsValue ? parsed.Value : null);
        Assert.Equal(number is null ? "money-unreadable" : null, parsed.Fault);
    }
}
