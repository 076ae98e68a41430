using System.Text;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Tests.Matching.Evidence;

namespace De06Ingest.Tests.Matching;

public sealed class ReferenceIndexTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("de06-index-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_citizen_is_found_by_personal_id_and_nobody_else()
    {
        var ids = Enumerable.Range(0, 5000).Select(i => 51_180_000_017 + (i * 7919L)).ToList();
        var index = Index(ids);

        Assert.Equal(5000, index.Count);
        Assert.All(ids, (id, number) => Assert.Equal(number, index.Find(id)));
        Assert.All(ids, id => Assert.Equal(-1, index.Find(id + 1)));
        Assert.Equal(-1, index.Find(0));
    }

    [Fact]
    public void An_empty_index_holds_nobody()
    {
        var index = Index([]);

        Assert.Equal(0, index.Count);
        Assert.Equal(-1, index.Find(51_180_000_017));
        index.PrefetchSlot(51_180_000_017);
        index.PrefetchCitizen(51_180_000_017);
    }

    /// <summary>Two citizens with one id are a fault of the reference: the first is found, as a person would.</summary>
    [Fact]
    public void Of_two_citizens_with_one_id_the_first_is_found()
    {
        var index = Index([7, 51_180_000_017, 51_180_000_017, 8]);

        Assert.Equal(1, index.Find(51_180_000_017));
        Assert.Equal(4, index.Count);
        Assert.Equal(3, index.Find(8));
    }

    [Fact]
    public void A_citizen_has_name_pseudonym_and_id()
    {
        var index = Index([51_180_000_017, 79_090_001_234]);

        Assert.Equal("Công dân 0", Encoding.UTF8.GetString(index.Name(0)));
        Assert.Equal("Công dân 1", Encoding.UTF8.GetString(index.Name(1)));
        Assert.Equal((UInt128)1001, index.Ref(1));
        Assert.Equal("051180000017", index.IdOf(0));
        Assert.Equal(79_090_001_234, index[1].PersonalId);
        index.PrefetchSlot(79_090_001_234);
        index.PrefetchCitizen(79_090_001_234);
    }

    [Fact]
    public void More_citizens_than_expected_and_long_names_are_no_harm()
    {
        var builder = new ReferenceIndexBuilder(Guid.Empty, 1);
        for (var i = 0; i < 100; i++)
        {
            var name = new string((char)('a' + (i % 26)), 255);
            builder.Add(new() { PersonalId = i + 1 }, (UInt128)i, Encoding.UTF8.GetBytes(name));
        }

        var index = builder.Build();

        Assert.All(Enumerable.Range(0, 100), i =>
        {
            Assert.Equal(i, index.Find(i + 1));
            Assert.Equal((UInt128)i, index.Ref(i));
            Assert.Equal(NameShape.Of(index.Name(i)), index.Shape(i));
            Assert.Equal(new string((char)('a' + (i % 26)), 255), Encoding.UTF8.GetString(index.Name(i)));
        });
    }

    [Fact]
    public void A_snapshot_is_read_back()
    {
        var version = Guid.NewGuid();
        var path = Saved(Index([51_180_000_017, 79_090_001_234], version));

        var index = ReferenceIndex.Load(path, version)!;

        Assert.Equal((version, 3, 2), (index.Version, index.UnitMap, index.Count));
        Assert.Equal(1, index.Find(79_090_001_234));
        Assert.Equal("Công dân 1", Encoding.UTF8.GetString(index.Name(1)));
        Assert.Equal((UInt128)1001, index.Ref(1));
        Assert.Equal(NameShape.Of(index.Name(1)), index.Shape(1));
        Assert.Equal(4711, index[1].HomeUnit);
    }

    [Fact]
    public void A_snapshot_of_another_version_or_a_damaged_one_is_not_taken()
    {
        var version = Guid.NewGuid();
        var path = Saved(Index([51_180_000_017, 79_090_001_234], version));

        Assert.Null(ReferenceIndex.Load(path, Guid.NewGuid()));
        Assert.Null(ReferenceIndex.Load(path + ".none", version));

        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("Công"u8)] ^= 1;
        var damaged = Path.Combine(folder, "damaged");
        File.WriteAllBytes(damaged, bytes);
        Assert.Null(ReferenceIndex.Load(damaged, version));

        var cut = Path.Combine(folder, "cut");
        File.WriteAllBytes(cut, File.ReadAllBytes(path)[..^100]);
        Assert.Null(ReferenceIndex.Load(cut, version));
    }

    [Fact]
    public void A_birth_date_is_a_span_of_days()
    {
        var citizen = new Citizen { BirthFrom = 100, BirthSpan = 30 };

        Assert.True(citizen.HasBirthDate);
        Assert.Equal(130, citizen.BirthTo);
        Assert.False(new Citizen { BirthFrom = SectorRecord.Unknown }.HasBirthDate);
    }

    [Theory]
    [InlineData("051180000017", 0, null)]
    [InlineData("051180000018", -1, "not-in-reference")]
    [InlineData("05118000001", -1, "id-malformed")]
    [InlineData(null, -1, "id-missing")]
    public void A_row_is_matched_by_its_personal_id_or_says_why_not(string? id, int citizen, string? why)
    {
        var record = SomeEvidence.Record(new Person(Id: id));
        record.PersonalIdGiven = id is not null;

        var found = new Matcher(Index([51_180_000_017])).ById(record);

        Assert.Equal((citizen, why, why), (found.Citizen, found.NotById, found.Unmatched));
        Assert.Equal(why is not null, found.IsToBeSought);
        Assert.Null(found.Link);
        Assert.Equal("no-reference", new Matcher(null).ById(record).Unmatched);
    }

    string Saved(ReferenceIndex index)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        using var stream = File.Create(path);
        index.Save(stream);
        return path;
    }

    static ReferenceIndex Index(IReadOnlyList<long> ids, Guid version = default)
    {
        var builder = new ReferenceIndexBuilder(version, ids.Count, unitMap: 3);
        for (var i = 0; i < ids.Count; i++)
        {
            builder.Add(new() { PersonalId = ids[i], HomeUnit = 4711 }, (UInt128)(i + 1000),
                Encoding.UTF8.GetBytes($"Công dân {i}"));
        }

        return builder.Build();
    }
}
