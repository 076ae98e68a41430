using De06Ingest.Intake.Normalise;
using De06Ingest.Tests.Support;
using De06Ingest.Units;

namespace De06Ingest.Tests.Units;

/// <summary>Lists that communes send by themselves, before and after the map changed.</summary>
public sealed class SuccessorSlicesTests(PostgresServer server)
{
    const string Lists =
        """
        feed: lists
        title: Danh sách
        owner: test
        role: register
        extent: full of [unit]
        unit: { column: homeUnit }
        key: [recordNo]
        fields: { recordNo: { from: [no] }, homeUnit: { from: [unit] } }
        limits: { row-drop: 100% }
        unit-map: { until: 2025-07-01, before: 2023-04, after: 2025-07 }
        """;

    static readonly UnitMap Old = UnitFixture.Map("2023-04");
    static readonly UnitMap New = UnitFixture.Map("2025-07");
    static readonly UnitCarry Carry = UnitFixture.Maps.Between(Old, New);

    /// <summary>A new commune made of whole old ones only, whose code is none of theirs or one of them.</summary>
    static (string Unit, List<string> Members) Merged => Members()
        .Where(g => g.Value.Count > 1 && g.Value.TrueForAll(m => Carry.All(UnitSlot.Of(m)).Count == 1))
        .Select(g => (g.Key, g.Value)).OrderBy(g => g.Key, StringComparer.Ordinal).First();

    /// <summary>An old commune that was divided, and whose code went to none of its successors.</summary>
    static string Divided => Old.Units.Keys.Select(UnitSlot.Text).Order(StringComparer.Ordinal).First(code =>
        code.Length == 5 && Carry.All(UnitSlot.Of(code)) is { Count: > 1 } all && !all.Contains(UnitSlot.Of(code)));

    [Fact]
    public void The_list_of_a_merged_commune_stands_for_those_of_its_members()
    {
        var (unit, members) = Merged;
        var maps = members.ToDictionary(m => new Slice("2026-07", m), _ => (short)Old.Number);
        maps[new("2026-06", members[0])] = Old.Number;
        var replaced = new SuccessorSlices(new(UnitFixture.Maps, New, New), maps)
            .ReplacedBy(new HashSet<Slice> { new("2026-07", unit) });

        Assert.Equal(
            members.Where(m => m != unit).Order(StringComparer.Ordinal),
            replaced.Select(s => s.Unit!).Order(StringComparer.Ordinal));
        Assert.All(replaced, s => Assert.Equal("2026-07", s.Period));
    }

    [Fact]
    public void A_divided_commune_stands_until_the_last_of_its_successors_has_come()
    {
        var successors = Carry.All(UnitSlot.Of(Divided)).Select(s => new Slice(null, UnitSlot.Text(s))).ToList();
        var maps = new Dictionary<Slice, short> { [new(null, Divided)] = Old.Number };
        var slices = new SuccessorSlices(new(UnitFixture.Maps, New, New), maps);
        foreach (var early in successors.SkipLast(1))
        {
            Assert.Empty(slices.ReplacedBy(new HashSet<Slice> { early }));
            maps[early] = New.Number;
        }

        Assert.Equal([new Slice(null, Divided)], slices.ReplacedBy(new HashSet<Slice> { successors[^1] }));
    }

    [Fact]
    public async Task Rows_of_old_communes_go_when_the_new_one_has_sent_its_list()
    {
        var (unit, members) = Merged;
        await using var flow = await Flow.Start(server, Lists);
        flow.Today = new(2025, 7, 20);
        await flow.Run("lists",
            "no,unit\n" + string.Concat(members.Select((m, i) => $"a{i},{m}\nb{i},{m}\n")), "2025-06-30");
        await flow.Run("lists", $"no,unit\na0,{unit}\nc,{unit}\n", "2025-07-10");

        Assert.Equal([$"a0 {unit}", $"c {unit}"], await flow.All<string>(
            "select record_id || ' ' || home_unit from api_full.clean_lists order by 1"));
        Assert.Equal([unit], await flow.All<string>("select unit from core.slice where rows > 0"));

        var late = await flow.Run("lists", $"no,unit\nb1,{members.First(m => m != unit)}\n", "2025-06-29");
        Assert.Equal("superseded", late.State);
    }

    static Dictionary<string, List<string>> Members() => Old.Units.Keys.Select(UnitSlot.Text)
        .Where(code => code.Length == 5 && Old.ProvinceOf(UnitSlot.Of(code)) == "51")
        .SelectMany(code => Carry.All(UnitSlot.Of(code)).Select(s => (Unit: UnitSlot.Text(s), Member: code)))
        .GroupBy(p => p.Unit, p => p.Member).ToDictionary(g => g.Key, g => g.ToList());
}
