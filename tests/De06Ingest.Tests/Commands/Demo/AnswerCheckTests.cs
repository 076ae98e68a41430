using De06Ingest.Commands.Demo;

namespace De06Ingest.Tests.Commands.Demo;

public sealed class AnswerCheckTests
{
    static readonly MismatchId Lan = new("eid-accounts", "051185999008", "phone-differs");
    static readonly MismatchId Nam = new("eid-accounts", "051090999011", "phone-differs");

    [Fact]
    public void Does_not_let_a_false_alarm_make_up_for_a_miss()
    {
        var check = new DayCheck(
            1, AnswerCheck.Kinds(new HashSet<MismatchId> { Lan }, new HashSet<MismatchId> { Nam }));

        Assert.Equal(
            [new KindCheck("eid-accounts", "phone-differs", Planted: 1, Found: 0, WronglyReported: 1)],
            check.Kinds);
        Assert.Equal((1, 0, 1, 1), (check.Planted, check.Found, check.Missed, check.WronglyReported));
        Assert.False(check.IsRight);
    }

    [Fact]
    public void Counts_another_kind_of_the_same_subject_as_a_miss_and_a_false_alarm()
    {
        var found = Lan with { Kind = "phone-invalid" };

        var check = new DayCheck(
            1, AnswerCheck.Kinds(new HashSet<MismatchId> { Lan }, new HashSet<MismatchId> { found }));

        Assert.Equal((1, 1), (check.Missed, check.WronglyReported));
    }

    [Fact]
    public void Is_right_when_both_sides_are_equal()
    {
        var both = new HashSet<MismatchId> { Lan, Nam };

        var check = new DayCheck(1, AnswerCheck.Kinds(both, both));

        Assert.True(check.IsRight);
        Assert.Equal(2, check.Found);
    }
}
