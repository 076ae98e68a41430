namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>A title before the name: Bà Nguyễn Thị Hoa. Names without a surname (A Thút) take none here.</summary>
sealed class NameHonorific : IRowError
{
    public string Kind => "name-honorific";

    public Cell Cell => Cell.Wording;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (row.Name.Split(' ').Length < 3)
        {
            return false;
        }

        var age = 2026 - row.Citizen.Birth.Year;
        var (older, younger) = row.Citizen.Male ? ("Ông", "Anh") : ("Bà", "Chị");
        var title = age < 16 ? "Cháu" : age >= 75 && chance.PerMille(300) ? "Cụ" : age >= 45 ? older : younger;
        row.Name = $"{title} {row.Name}";
        return true;
    }
}
