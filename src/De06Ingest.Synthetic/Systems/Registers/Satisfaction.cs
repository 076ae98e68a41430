namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Ratings of the handling of dossiers, per unit and month.</summary>
sealed class Satisfaction() : RegisterSystem(
    "satisfaction", "muc-do-hai-long",
    "Mã đơn vị;Kênh;Số phiếu;Rất hài lòng và hài lòng;Bình thường;Không hài lòng")
{
    public override Layout Layout { get; } = Layout.Semicolons;
    public override IReadOnlyList<SystemDelivery> Deliveries => Months;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        foreach (var place in view.Places)
        {
            foreach (var channel in (string[])["TT", "CDVC"])
            {
                var chance = view.ChanceOf(Feed + channel + view.Delivery.Period, int.Parse(place.Code));
                var good = chance.Between(20, 90);
                var fair = chance.Between(0, 12);
                var bad = chance.Between(0, 4);
                yield return
                [
                    place.Code,
                    channel,
                    $"{good + fair + bad}",
                    $"{good}",
                    $"{fair}",
                    $"{bad}",
                ];
            }
        }
    }
}
