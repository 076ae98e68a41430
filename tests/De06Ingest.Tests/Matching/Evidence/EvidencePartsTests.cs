using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Tests.Matching.Evidence;

/// <summary>The search divides the citizens into parts. Apart from its other tests, for it is no quick one.</summary>
public sealed class EvidencePartsTests
{
    /// <summary>20,000 citizens are more than one part.</summary>
    [Fact]
    public void The_last_citizen_is_seen_like_the_first()
    {
        var mai = new Person("Trần Thị Mai", "1980-03-12", Sex.Female);
        Person[] citizens = [.. Enumerable.Range(0, 20_000).Select(
            day => new Person("Hồ Văn Ba", new DateOnly(1900, 1, 1).AddDays(day).ToString("O")))];
        citizens[0] = citizens[16_383] = citizens[16_384] = citizens[^1] = mai;

        var (pairs, starts) = new EvidenceSearch(
            SomeEvidence.Rows(new Person("Lê Văn Bình"), mai), -1, SomeEvidence.Index(citizens),
            new(SomeEvidence.Model()), prior: -9).Run(default);

        Assert.Equal([0, 0, 4], starts);
        Assert.Equal([0, 16_383, 16_384, 19_999], pairs.Select(p => p.Citizen));
    }
}
