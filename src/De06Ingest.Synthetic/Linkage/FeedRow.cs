using De06Ingest.Synthetic.Linkage.Errors;
using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Linkage;

/// <summary>
/// What the sector holds about one person: first what the register says, then what errors make of it, then in the forms
/// that people write.
/// </summary>
/// <remarks>One object is used again for every row. An empty text is an empty cell.</remarks>
sealed class FeedRow(Register register)
{
    public Register Register { get; } = register;

    /// <summary>Index of the person in the register.</summary>
    public int Person { get; private set; }

    /// <summary>Column Số CCCD: twelve digits, or what was written in their place.</summary>
    public string Id { get; set; } = "";

    /// <summary>Column Số CMND.</summary>
    public string Legacy { get; set; } = "";
    public string Name { get; set; } = "";
    public BirthDay Birth { get; set; }

    /// <summary>Written in place of <see cref="Birth"/>, as it stands.</summary>
    public string? BirthText { get; set; }
    public string Sex { get; set; } = "";

    /// <summary>Nine national digits, 0 for none.</summary>
    public int Phone { get; set; }

    /// <summary>Written in place of <see cref="Phone"/>, as it stands.</summary>
    public string? PhoneText { get; set; }

    /// <summary>Code of the commune.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Name of the commune as it stands in the address.</summary>
    public string UnitName { get; set; } = "";
    public string Hamlet { get; set; } = "";

    /// <summary>House and street in a town.</summary>
    public string Street { get; set; } = "";

    public ref readonly Citizen Citizen => ref Register.Person(Person);

    /// <summary>Index of the place where the person lives, whatever the row says.</summary>
    public int Place => Citizen.Place;

    /// <summary>Sets every value to what a sector without errors holds.</summary>
    public void TakeFrom(int person)
    {
        Person = person;
        ref readonly var citizen = ref Citizen;
        Id = citizen.Id.ToString("D12");
        Legacy = citizen.Legacy == 0 ? "" : citizen.Legacy.ToString("D9");
        Name = citizen.Name;
        Birth = citizen.Birth;
        Sex = citizen.Male ? "Nam" : "Nữ";
        Phone = citizen.Phone;
        BirthText = PhoneText = null;
        LiveAt(citizen.Place, citizen.Hamlet, citizen.Head);
    }

    /// <summary>Sets commune, village and street.</summary>
    /// <param name="house">A number that the whole household shares.</param>
    public void LiveAt(int place, int hamlet, int house)
    {
        var where = Register.Population.Places[place];
        Unit = where.Code;
        UnitName = where.Name;
        Hamlet = Hamlets.Name(where, hamlet);
        Street = where.IsTown ? Streets.House(house) : "";
    }

    /// <summary>What is written in the cell now: an error is one only if this changes.</summary>
    public string Written(Cell cell) => cell switch
    {
        Cell.Id => Id + "|" + Legacy,
        Cell.Birth => BirthText ?? Birth.ToString(),
        Cell.Sex => Sex,
        Cell.Phone => PhoneText ?? Phone.ToString(),
        Cell.Home => Unit,
        _ => Name,
    };
}

/// <summary>Addresses of towns.</summary>
static class Streets
{
    static readonly string[] Names =
    [
        "Quang Trung", "Hùng Vương", "Lê Lợi", "Trần Hưng Đạo", "Nguyễn Nghiêm", "Phan Đình Phùng", "Lê Trung Đình",
        "Nguyễn Công Phương", "Phan Bội Châu", "Trương Định", "Hai Bà Trưng", "Chu Văn An", "Võ Thị Sáu", "Bà Triệu",
        "Nguyễn Trãi", "Lê Hồng Phong", "Trần Phú", "Phạm Văn Đồng", "Nguyễn Huệ", "Ngô Quyền",
    ];

    public static string House(int house) => $"Số {(house * 37L % 280) + 1} {Names[house * 7L % Names.Length]}";
}
