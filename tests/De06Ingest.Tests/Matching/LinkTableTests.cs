using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching;

/// <summary>What of two files is compared, and how: by what their contracts say, else by the names and the values of
/// columns.</summary>
public sealed class LinkTableTests
{
    static readonly ColumnSpec Key = new("recordNo", ColumnKind.Key, ["recordNo"]) { IsCitizenField = true };

    [Fact]
    public void Every_column_that_is_no_key_is_linked()
    {
        var contract = Contract(null, Citizens("name", ColumnKind.PersonName), Citizens("status", ColumnKind.Code),
            Extra("street"), Extra("number", ColumnKind.Key), Extra("subject"));

        Assert.Equal(["name", "street"], new LinkTable(contract).Attributes.Select(a => a.Attribute));
        Assert.All(new LinkTable(contract).Attributes, a => Assert.Equal("auto", a.Kind));
    }

    [Fact]
    public void A_contract_that_says_what_is_linked_adds_only_the_fields_of_citizens()
    {
        LinkSpec[] link = [new("road", "street", "text"), new("town", "town", "none")];
        var contract = Contract(link, Citizens("name", ColumnKind.PersonName), Extra("street"), Extra("town"),
            Extra("colour"));

        Assert.Equal([("road", "street", "text"), ("name", "name", "auto")],
            new LinkTable(contract).Attributes.Select(a => (a.Attribute, a.Column, a.Kind)));
    }

    /// <summary>What can be read stands as it is stored, what cannot as it came: 31/04 is close to a date. Of a number
    /// the digits stay, unless some are hidden or too few are left.</summary>
    [Theory]
    [InlineData("birthDate", ColumnKind.BirthDate, "12/03/1980", "1980-03-12")]
    [InlineData("birthDate", ColumnKind.BirthDate, "31/04/1980", "31/04/1980")]
    [InlineData("phone", ColumnKind.Phone, "0912 345 678", "+84912345678")]
    [InlineData("phone", ColumnKind.Phone, "09123-45", "0912345")]
    [InlineData("phone", ColumnKind.Phone, "091234", "")]
    [InlineData("phone", ColumnKind.Phone, "09123xx45", "")]
    [InlineData("phone", ColumnKind.Phone, "0912****45", "")]
    [InlineData("phone", ColumnKind.Phone, "0912###345", "")]
    [InlineData("phone", ColumnKind.Phone, "00000090", "")]
    [InlineData("personalId", ColumnKind.PersonalId, "051180000017", "051180000017")]
    [InlineData("personalId", ColumnKind.PersonalId, "05118000001", "05118000001")]
    [InlineData("name", ColumnKind.PersonName, "Trần  Thị Mai ", "Trần Thị Mai")]
    [InlineData("name", ColumnKind.PersonName, "12345", "")]
    [InlineData("sex", ColumnKind.Sex, "Nữ", "female")]
    public void Cells_of_citizens_are_read(string name, Enum kind, string cell, string text)
    {
        var table = Table(Contract(null, Citizens(name, (ColumnKind)kind)), [["k1", cell]]);

        Assert.Equal([text], table.Cells(name));
        Assert.Equal(["k1"], table.Keys);
        Assert.Equal((ColumnKind)kind, table.Column(name).Kind);
    }

    [Theory]
    [InlineData(ColumnKind.Text, " Phố  Huế ", " Phố  Huế ")]
    [InlineData(ColumnKind.Unit, "no unit", "no unit")]
    [InlineData(ColumnKind.Integer, "12", "12")]
    public void Cells_of_other_columns_stay_as_they_came(Enum kind, string cell, string text) =>
        Assert.Equal([text], Table(Contract(null, Extra("x", (ColumnKind)kind)), [["k1", cell]]).Cells("x"));

    [Theory]
    [InlineData("opened", "1980-03-12", "25/11/1967", "Date")]
    [InlineData("price", "1,200.50", "99.90 USD", "Number")]
    [InlineData("price", "1200", "9990", "Code")]
    [InlineData("licence", "AB-1203", "XY 99/7", "Code")]
    [InlineData("street", "Baker Street 5", "Elm Road 7", "Text")]
    [InlineData("surname", "Baker", "Smith", "Text")]
    public void The_values_say_how_a_column_is_compared(string column, string one, string other, string kind)
    {
        var data = Data([Extra(column)], [[one], [other]], [[other], [one]]);

        Assert.Equal((column, kind), (data.Comparisons[0].Attribute, data.Comparisons[0].Kind.ToString()));
        Assert.Equal([1, 0], new[] { data.Comparisons[0].Level(0, 0) == 0 ? 0 : 1, data.Comparisons[0].Level(0, 1) });
    }

    [Theory]
    [InlineData("given_name", "surname")]
    [InlineData("fname", "lname")]
    [InlineData("firstName", "lastName")]
    [InlineData("forename", "family_name")]
    [InlineData("FIRST", "LAST")]
    public void Two_columns_of_a_name_are_known_by_their_names(string given, string family)
    {
        var data = Data([Extra(given), Extra(family)], [["anna", "baker"]], [["baker", "anna"], ["anna", "baker"]]);

        Assert.Equal([LinkKind.GivenName, LinkKind.FamilyName], data.Comparisons.Select(c => c.Kind));
        // Exchanged: the family name says so, and the given name says nothing.
        Assert.Equal((255, 2), (data.Comparisons[0].Level(0, 0), data.Comparisons[1].Level(0, 0)));
        Assert.Equal((0, 0), (data.Comparisons[0].Level(0, 1), data.Comparisons[1].Level(0, 1)));
    }

    [Theory]
    [InlineData("personalId", ColumnKind.PersonalId, "051180000017", "PersonalId")]
    [InlineData("legacyId", ColumnKind.LegacyId, "212345679", "LegacyId")]
    [InlineData("phone", ColumnKind.Phone, "0912345678", "Phone")]
    [InlineData("name", ColumnKind.PersonName, "Trần Thị Mai", "PersonName")]
    [InlineData("birthDate", ColumnKind.BirthDate, "12/03/1980", "BirthDate")]
    [InlineData("sex", ColumnKind.Sex, "Nữ", "Sex")]
    [InlineData("homeUnit", ColumnKind.Unit, "21115", "Unit")]
    public void The_fields_of_citizens_are_compared_as_such(string name, Enum kind, string cell, string expected)
    {
        var data = Data([Citizens(name, (ColumnKind)kind)], [[cell]], [[cell]]);

        Assert.Equal(expected, data.Comparisons[0].Kind.ToString());
        Assert.Equal(0, data.Comparisons[0].Level(0, 0));
    }

    [Theory]
    [InlineData("1.234,5", "1234.5", true)]
    [InlineData("1,234.5", "1234.5", true)]
    [InlineData("1.234.567,5 VND", "1234567.5", true)]
    [InlineData("12,5", "12.5", true)]
    [InlineData("12.5", "125", false)]
    public void Numbers_are_equal_however_they_are_written(string one, string other, bool equal)
    {
        LinkSpec[] link = [new("price", "price", "number")];
        var data = Data([Extra("price")], [[one]], [[other]], link);

        Assert.Equal(LinkKind.Number, data.Comparisons[0].Kind);
        Assert.Equal(equal, data.Comparisons[0].Level(0, 0) == 0);
    }

    [Fact]
    public void The_contract_of_either_side_may_say_the_kind()
    {
        LinkSpec[] text = [new("code", "code", "text")];

        Assert.Equal(LinkKind.Text, Data([Extra("code")], [["1203"]], [["99"]], text).Comparisons[0].Kind);
        Assert.Equal(LinkKind.Text, Data([Extra("code")], [["1203"]], [["99"]], null, text).Comparisons[0].Kind);
        Assert.Equal(LinkKind.Code, Data([Extra("code")], [["1203"]], [["99"]]).Comparisons[0].Kind);
    }

    [Fact]
    public void An_attribute_without_a_value_on_one_side_is_not_compared()
    {
        var data = Data([Extra("street"), Extra("town"), Extra("colour")],
            [["Elm Road", "-", "red"]], [["Elm Road", "Leiden", ""]]);

        Assert.Equal(["street"], data.Comparisons.Select(c => c.Attribute));
        Assert.Equal((1, 1), (data.FeedRows, data.ReferenceRows));
    }

    static LinkData Data(
        ColumnSpec[] columns, string[][] feed, string[][] reference, LinkSpec[]? link = null,
        LinkSpec[]? other = null) =>
        new LinkAttributes(
            Table(Contract(link, columns), [.. feed.Select((r, i) => (string[])["f" + i, .. r])]),
            Table(Contract(other ?? link, columns), [.. reference.Select((r, i) => (string[])["r" + i, .. r])]),
            2026).Data();

    static LinkTable Table(FeedContract contract, string[][] rows)
    {
        var (table, builder) = (new LinkTable(contract), new RecordBuilder(contract, new DateOnly(2026, 1, 1)));
        var record = new SectorRecord(contract.Columns.Count);
        foreach (var row in rows)
        {
            int[] ends = [.. row.Select((_, i) => row.Take(i + 1).Sum(Encoding.UTF8.GetByteCount))];
            var cells = new RowCells(Encoding.UTF8.GetBytes(string.Concat(row)), ends);
            builder.Build(cells, new Slice("2026-01", "00001"), record);
            table.Add(cells, record, builder);
        }

        return table;
    }

    static FeedContract Contract(LinkSpec[]? link, params ColumnSpec[] columns) => new()
    {
        Feed = "side",
        Title = "Một bên",
        Owner = "Đơn vị thử",
        Key = ["recordNo"],
        Subject = [columns.Any(c => c.Name == "subject") ? "subject" : "recordNo"],
        Hash = "",
        Link = link,
        Columns = [Key, .. columns],
    };

    static ColumnSpec Citizens(string name, ColumnKind kind) => new(name, kind, [name]) { IsCitizenField = true };

    static ColumnSpec Extra(string name, ColumnKind kind = ColumnKind.Text) => new(name, kind, [name]);
}
