using De06Ingest.Reporting;

namespace De06Ingest.Tests.Reporting;

/// <summary>Figures in the manner of the newspaper articles: "trong 6 tháng đầu năm 2024, … đạt 97,90%".</summary>
public sealed class FigureSentenceTests
{
    static readonly IndicatorRow Online = new()
    {
        Code = "dossiers-online",
        Title = "Tỷ lệ hồ sơ trực tuyến",
        TitleEn = "Dossiers online",
        Unit = "51",
        UnitName = "Tỉnh Quảng Ngãi",
        Period = "2024-H1",
        Value = 88.8m,
        State = "value",
        Numerator = 888,
        Denominator = 1000,
        DataUntil = Day("2024-07-15"),
    };

    [Theory]
    [InlineData("2024-H1", "Trong 6 tháng đầu năm 2024, ")]
    [InlineData("2024-H2", "Từ ngày 01/07/2024 đến ngày 15/07/2024, ")]
    [InlineData("2024-06", "Trong tháng 6/2024, ")]
    [InlineData("2024-Q1", "Trong quý I năm 2024, ")]
    [InlineData("2023-9M", "Trong 9 tháng năm 2023, ")]
    [InlineData("2023", "Trong năm 2023, ")]
    [InlineData("2024-06R", "Trong tháng chế độ 6/2024 (từ 15/05/2024 đến 14/06/2024), ")]
    [InlineData("2024-W23", "Trong tuần từ 03/06/2024 đến 09/06/2024, ")]
    [InlineData("2024-06-30", "Trong ngày 30/06/2024, ")]
    [InlineData("all", "Tính đến ngày 15/07/2024, ")]
    public void Says_the_period_in_words_and_one_that_goes_on_by_its_days(string period, string begins)
    {
        var sentence = Say(Online with { Period = period });
        Assert.Equal(begins + "tỷ lệ hồ sơ trực tuyến của tỉnh Quảng Ngãi đạt 88,8% (888/1.000).", sentence);
    }

    [Theory]
    [InlineData("2024-06", "Tính đến ngày 30/06/2024, ")]
    [InlineData("2024-07", "Tính đến ngày 15/07/2024, ")]
    public void What_holds_to_date_is_told_as_of_the_last_day_that_is_known(string period, string begins) =>
        Assert.StartsWith(begins, Say(Online with { Period = period, Counts = "todate" }), StringComparison.Ordinal);

    [Fact]
    public void A_day_that_nobody_knows_leaves_no_hole() => Assert.StartsWith(
        "Đến nay, tỷ lệ hồ sơ trực tuyến", Say(Online with { Period = "all", DataUntil = null }),
        StringComparison.Ordinal);

    [Fact]
    public void Says_how_it_moved_and_how_far_the_target_is()
    {
        FigureTarget[] targets =
        [
            new("dossiers-online", "51", "own", "percent", 90m, null, null),
            new("dossiers-online", "51", "assigned", "percent", 70m, new(2024, 1, 1), new(2024, 12, 31)),
        ];
        var figure = Online with { Change = 16.5m, ComparedWith = "2023" };

        Assert.Equal("Trong 6 tháng đầu năm 2024, tỷ lệ hồ sơ trực tuyến của tỉnh Quảng Ngãi đạt 88,8% (888/1.000), "
            + "tăng 16,5 điểm % so với năm 2023, vượt 18,8 điểm % so với chỉ tiêu được giao (70%).",
            Say(figure, targets));
        Assert.EndsWith("so với năm 2023, còn thiếu 1,2 điểm % so với chỉ tiêu tự đặt (90%).",
            Say(figure, targets[..1]), StringComparison.Ordinal);
        Assert.EndsWith("cao hơn 18,8 điểm % so với mức tối đa được giao (70%).",
            Say(figure with { LowerIsBetter = true }, targets), StringComparison.Ordinal);
        Assert.EndsWith("bằng chỉ tiêu được giao (70%).",
            Say(figure with { Value = 70 }, targets), StringComparison.Ordinal);
        Assert.EndsWith("so với năm 2023.", Say(figure with { Basis = "not-stated" }, targets),
            StringComparison.Ordinal);
        Assert.EndsWith("so với năm 2023.",
            Say(figure, [targets[1] with { Shows = "number", Value = 30_000 }]), StringComparison.Ordinal);
        Assert.EndsWith("so với năm 2023.",
            Say(figure with { Period = "2025-H1" }, targets[1]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-06", "2024-05", -2, "giảm 2 điểm % so với tháng 5/2024")]
    [InlineData("2024-06", "2023-06", 2, "tăng 2 điểm % so với cùng kỳ năm 2023")]
    [InlineData("2024", "2023", 0, "không đổi so với năm 2023")]
    public void Names_what_it_is_compared_with(string period, string with, int change, string says) => Assert.EndsWith(
        $", {says}.", Say(Online with { Period = period, ComparedWith = with, Change = change, Counts = "todate" }),
        StringComparison.Ordinal);

    [Fact]
    public void A_count_of_some_days_is_not_held_against_a_whole_month()
    {
        var count = Online with { Shows = "number", Value = 14, Change = -179, ComparedWith = "2024-06" };
        Assert.EndsWith(" là 14.", Say(count with { Period = "2024-07" }), StringComparison.Ordinal);
        Assert.EndsWith(" là 14, giảm 179 so với tháng 6/2024.",
            Say(count with { Period = "2024-07", Counts = "todate" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("money", 24_700_000_000, "là 24,7 tỷ đồng.")]
    [InlineData("money", 33_912_000_000, "là hơn 33,9 tỷ đồng (33.912.000.000 đồng).")]
    [InlineData("money", 8_860_000, "là 8.860.000 đồng.")]
    [InlineData("number", 903_221, "là 903.221.")]
    [InlineData("days", 4, "là 4 ngày.")]
    public void Says_every_kind_of_value_in_its_own_way(string shows, long value, string ends) => Assert.EndsWith(
        $"của tỉnh Quảng Ngãi {ends}", Say(Online with { Shows = shows, Value = value }), StringComparison.Ordinal);

    [Fact]
    public void Says_a_rank_and_that_it_was_carried_in()
    {
        var rank = Online with
        {
            Title = "Hạng chỉ số PAPI",
            Period = "2023",
            Shows = "rank",
            Class = "carried",
            Numerated = "Hạng do bên ngoài công bố",
            Value = 11,
            Change = -29,
            ComparedWith = "2022",
            LowerIsBetter = true,
        };
        Assert.Equal("Trong năm 2023, tỉnh Quảng Ngãi xếp thứ 11 về chỉ số PAPI (hạng do bên ngoài công bố), "
            + "tăng 29 bậc so với năm 2022.", Say(rank));
    }

    [Fact]
    public void Says_services_first_as_a_number_and_what_is_bad_without_reaching_it()
    {
        Assert.EndsWith("số DVC phát sinh hồ sơ của tỉnh Quảng Ngãi là 23/25, đạt 92%.", Say(Online with
        {
            Title = "Số DVC phát sinh hồ sơ",
            Value = 92,
            Numerator = 23,
            Denominator = 25,
        }), StringComparison.Ordinal);
        Assert.EndsWith("của tỉnh Quảng Ngãi là 88,8% (888/1.000).", Say(Online with { LowerIsBetter = true }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-applicable", null, null, ": không áp dụng.")]
    [InlineData("not-reported", null, null, ": chưa báo cáo.")]
    [InlineData("incomplete", 56, 96, ": chưa đủ dữ liệu (56/96); phần đã có số liệu: 888/1.000.")]
    public void Says_what_there_is_where_there_is_no_value(string state, int? reported, int? expected, string ends) =>
        Assert.EndsWith("của tỉnh Quảng Ngãi" + ends,
            Say(Online with { Value = null, State = state, Reported = reported, Expected = expected }),
            StringComparison.Ordinal);

    [Fact]
    public void Speaks_english_too() => Assert.Equal(
        "In the first half of 2024, dossiers online of Tỉnh Quảng Ngãi reached 88.8% (888/1,000), "
        + "up 16.5 points on 2023.",
        new FigureSentence(Messages.For(Language.En), FigureTargets.None)
            .Of(Online with { Change = 16.5m, ComparedWith = "2023" }));

    static string Say(IndicatorRow figure, params FigureTarget[] targets) =>
        new FigureSentence(Messages.For(Language.Vi), new(targets)).Of(figure);

    static DateTimeOffset Day(string day) => DateTimeOffset.Parse(day + "T00:00:00+07:00", null);
}
