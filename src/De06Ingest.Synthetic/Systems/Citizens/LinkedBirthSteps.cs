using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>The linked birth procedure: civil status, residence, health insurance.</summary>
sealed class LinkedBirthSteps() : LinkedSteps("linked-birth-steps", "lien-thong-khai-sinh",
[
    new("KS", "Đăng ký khai sinh", "Tư pháp - Hộ tịch cấp xã", 1, 5),
    new("TT", "Đăng ký thường trú", "Công an cấp xã", 2, 7),
    new("BHYT", "Cấp thẻ BHYT trẻ em dưới 6 tuổi", "Bảo hiểm xã hội", 1, 9),
])
{
    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        citizen.Birth.Year >= 2022 && !citizen.Birth.YearOnly && chance.PerMille(800) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"LTKS.H48.{citizen:D8}";
}
