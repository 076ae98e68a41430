using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>The linked death procedure; its people are the deceased.</summary>
sealed class LinkedDeathSteps() : LinkedSteps("linked-death-steps", "lien-thong-khai-tu",
[
    new("KT", "Đăng ký khai tử", "Tư pháp - Hộ tịch cấp xã", 1, 3),
    new("XTT", "Xóa đăng ký thường trú", "Công an cấp xã", 1, 8),
    new("MTP", "Trợ cấp mai táng phí", "Sở Y tế - Bảo trợ xã hội", 2, 10),
])
{
    public override LifeStatusOf About => LifeStatusOf.Dead;

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        chance.PerMille(450) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"LTKT.H48.{citizen:D8}";
}
