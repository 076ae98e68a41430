using De06Ingest.Matching.Evidence;

namespace De06Ingest.Tests.Matching.Evidence;

public sealed class EvidenceMeetingTests
{
    [Fact]
    public void A_row_meets_a_citizen_once_whatever_they_share()
    {
        var meeting = new EvidenceMeeting(2, 1, 1);
        meeting.Add(0, 0);
        meeting.Add(0, 0);
        meeting.Add(1, 0);
        meeting.Add(0, 1);

        Assert.Equal([new(0, 0), new(1, 0), new(0, 1)], meeting.Take());
        Assert.Empty(meeting.Take());

        meeting.Add(0, 2);
        Assert.Equal([new(0, 2)], meeting.Take());
    }

    [Fact]
    public void Takes_many_pairs()
    {
        var meeting = new EvidenceMeeting(2000, 1, 1);
        for (var row = 0; row < 2000; row++)
        {
            meeting.Add(row, 5);
        }

        Assert.Equal(Enumerable.Range(0, 2000), meeting.Take().Select(p => p.Row));
    }

    [Fact]
    public void What_threads_counted_is_added_up()
    {
        var (one, other) = (new EvidenceMeeting(1, 2, 3), new EvidenceMeeting(0, 2, 3));
        (one.Keys[1], one.Values[2], one.Births[7], one.Units[9]) = (1, 2, 3, 4);
        (other.Keys[1], other.Values[2], other.Births[7], other.Units[9]) = (10, 20, 30, 40);

        one.Add(other);

        Assert.Equal((11, 22, 33, 44), (one.Keys[1], one.Values[2], one.Births[7], one.Units[9]));
        Assert.Equal(0, one.Keys[0]);
    }
}
