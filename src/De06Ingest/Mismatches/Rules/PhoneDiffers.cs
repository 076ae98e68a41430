using De06Ingest.Values;

namespace De06Ingest.Mismatches.Rules;

/// <summary>Both sides know a phone, and they are different numbers after the changes of 2017 and 2018.</summary>
sealed class PhoneDiffers : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("phone-differs", "Số điện thoại khác nhau", "Phone differs", 1, Side.Undecided) { Field = "phone" };

    public string Compares => "phone";

    public Mismatch? Check(in MatchedPair pair)
    {
        if (!pair.HasCitizen || pair.Sector.Phone == 0 || pair.Citizen.Phone == 0
            || pair.Sector.Phone == pair.Citizen.Phone)
        {
            return null;
        }

        return new Mismatch(
            PhoneNumber.FromNational(pair.Sector.Phone).E164, PhoneNumber.FromNational(pair.Citizen.Phone).E164);
    }
}
