using De06Ingest.Feeds;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Feeds;

public sealed class SchedulePlanTests
{
    const string Nightly = "0 15 2 ? * *";
    const string Weekly = "0 15 2 ? * MON";

    [Fact]
    public void Changes_nothing_when_triggers_equal_contracts() => Assert.True(
        SchedulePlan.Between([FakeContract.Of("a", schedule: Nightly)], [new("a", Nightly)]).IsEmpty);

    [Fact]
    public void Adds_changes_and_removes_what_differs()
    {
        var plan = SchedulePlan.Between(
            [
                FakeContract.Of("new", schedule: Nightly),
                FakeContract.Of("moved", schedule: Weekly),
                FakeContract.Of("same", schedule: " " + Nightly + " "),
                FakeContract.Of("unscheduled"),
                FakeContract.Of("by-hand"),
            ],
            [new("moved", Nightly), new("same", Nightly), new("unscheduled", Nightly), new("gone", Nightly)]);

        Assert.Equal([new FeedTrigger("new", Nightly)], plan.Add);
        Assert.Equal([new FeedTrigger("moved", Weekly)], plan.Change);
        Assert.Equal(["gone", "unscheduled"], plan.Remove);
    }

    [Fact]
    public void Mends_a_job_that_lost_its_trigger() => Assert.Equal(
        [new FeedTrigger("a", Nightly)],
        SchedulePlan.Between([FakeContract.Of("a", schedule: Nightly)], [new("a", "")]).Change);

    [Fact]
    public void Plans_nothing_twice()
    {
        FeedContract[] contracts = [FakeContract.Of("b", schedule: Nightly), FakeContract.Of("a", schedule: Weekly)];
        var first = SchedulePlan.Between(contracts, []);

        Assert.Equal(["a", "b"], first.Add.Select(t => t.Feed));
        Assert.True(SchedulePlan.Between(contracts, first.Add).IsEmpty);
    }
}
