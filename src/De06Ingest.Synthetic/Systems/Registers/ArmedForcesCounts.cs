namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>The armed forces as a count per unit.</summary>
sealed class ArmedForcesCounts() : RegisterSystem(
    "armed-forces-counts", "luc-luong-vu-trang",
    "Mã xã;Quân số;Đã thu nhận mức 2;Đã kích hoạt")
{
    /// <summary>Accounts are never more than people.</summary>
    static int Strength(ref Chance chance) => chance.Between(8, 60);

    public override Layout Layout { get; } = Layout.Semicolons;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        foreach (var place in view.Places)
        {
            var chance = view.ChanceOf(Feed, int.Parse(place.Code));
            yield return
            [
                place.Code,
                $"{Strength(ref chance) + 60}",
                $"{chance.Between(50, 60)}",
                $"{chance.Between(35, 50)}",
            ];
        }
    }
}
