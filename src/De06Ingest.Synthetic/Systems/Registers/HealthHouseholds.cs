namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Households of the electronic health record.</summary>
sealed class HealthHouseholds() : RegisterSystem(
    "health-households", "ho-suc-khoe-ho-gia-dinh",
    "maHo;maXa;soThanhVien;soHoSo;ngayLap")
{
    public override Layout Layout { get; } = Layout.Json("data.households");

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        foreach (var (head, members) in view.Households())
        {
            var chance = view.ChanceOf(Feed, head);
            if (chance.PerMille(450))
            {
                continue;
            }

            yield return
            [
                $"HGD51{head:D8}",
                view.Places[view.Population.People[head].Place].Code,
                $"{members}",
                $"{chance.Between(0, members)}",
                $"2025-{chance.Between(1, 12):D2}-{chance.Between(1, 28):D2}",
            ];
        }
    }
}
