using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using De06Ingest.Database;
using De06Ingest.Matching.Evidence;
using De06Ingest.Values;

namespace De06Ingest.Matching;

/// <summary>
/// The reference set in memory, by version: what the rules compare, found by personal id. A citizen takes 48 bytes, a
/// pseudonym of 16, the shape of the name 12, a slot of 4 to 8, and the bytes of the name.
/// </summary>
/// <remarks>
/// Open addressing over dense entries: a look-up is two cache misses, about 0.1 µs at 1.25 million citizens. Built once
/// (<see cref="ReferenceIndexBuilder"/>), then read by several threads. A snapshot is the arrays as they lie in memory.
/// </remarks>
sealed class ReferenceIndex
{
    const ulong Kind = 0x3630_5844_4936_3044; // "D06IDX06"

    readonly LargeArray<Citizen> citizens;
    readonly LargeArray<UInt128> refs;
    readonly LargeArray<NameShape> shapes;
    readonly LargeArray<int> slots;
    readonly LargeArray<byte> names;
    readonly int mask;

    internal ReferenceIndex(
        Guid version, byte unitMap, LargeArray<Citizen> citizens, LargeArray<UInt128> refs,
        LargeArray<NameShape> shapes, LargeArray<int> slots, LargeArray<byte> names)
    {
        (Version, UnitMap) = (version, unitMap);
        (this.citizens, this.refs, this.shapes, this.slots, this.names) = (citizens, refs, shapes, slots, names);
        mask = slots.Length - 1;
    }

    /// <summary>Publish of the reference feed that this index holds.</summary>
    public Guid Version { get; }

    /// <summary>Number of the map that home units are on; 0 when none is known.</summary>
    public byte UnitMap { get; }

    public int Count => citizens.Length;

    /// <summary>Number of the citizen with this personal id, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(long personalId)
    {
        var slot = Slot(personalId, mask);
        while (true)
        {
            var citizen = slots[slot] - 1;
            if (citizen < 0 || citizens[citizen].PersonalId == personalId)
            {
                return citizen;
            }

            slot = (slot + 1) & mask;
        }
    }

    /// <summary>Asks the processor for the slot of this personal id, so that a later <see cref="Find"/> need not
    /// wait.</summary>
    /// <remarks>Slot and citizen are a cache miss each, a tenth of a microsecond; a worker asks for a few rows
    /// ahead.</remarks>
    public void PrefetchSlot(long personalId) => slots.Prefetch(Slot(personalId, mask));

    /// <summary>Asks for the citizen whose slot has come.</summary>
    public void PrefetchCitizen(long personalId)
    {
        var citizen = slots[Slot(personalId, mask)] - 1;
        if (citizen >= 0)
        {
            citizens.Prefetch(citizen);
            refs.Prefetch(citizen);
        }
    }

    public ref readonly Citizen this[int citizen] => ref citizens[citizen];

    /// <summary>Keyed pseudonym of the citizen.</summary>
    public UInt128 Ref(int citizen) => refs[citizen];

    /// <summary>The twelve digits of the citizen's personal id.</summary>
    public string IdOf(int citizen) => PersonalId.FromNumber(citizens[citizen].PersonalId).Digits;

    /// <summary>Name of the citizen in display form, UTF-8.</summary>
    public ReadOnlySpan<byte> Name(int citizen)
    {
        var start = citizens[citizen].NameStart;
        return names.Span.Slice(start + 1, names[start]);
    }

    /// <summary>The same as a shape: what it has in common with another is seen at once.</summary>
    public ref readonly NameShape Shape(int citizen) => ref shapes[citizen];

    /// <summary>Writes the snapshot.</summary>
    public void Save(Stream stream)
    {
        var snapshot = new SnapshotWriter(
            stream, Kind, Version,
            [citizens.Length, slots.Length, names.Length, Unsafe.SizeOf<Citizen>(), UnitMap]);
        snapshot.Write<Citizen>(citizens.Span);
        snapshot.Write<UInt128>(refs.Span);
        snapshot.Write<NameShape>(shapes.Span);
        snapshot.Write<int>(slots.Span);
        snapshot.Write<byte>(names.Span);
        snapshot.Complete();
    }

    /// <summary>Takes the index from a snapshot of this version, or null when it is of another version, another layout,
    /// or damaged.</summary>
    public static ReferenceIndex? Load(string path, Guid version)
    {
        if (Snapshot.Open(path, Kind, version, sizes: 5) is not { } snapshot
            || snapshot.Sizes[3] != Unsafe.SizeOf<Citizen>())
        {
            return null;
        }

        var index = new ReferenceIndex(
            version,
            (byte)snapshot.Sizes[4],
            snapshot.Take<Citizen>(snapshot.Sizes[0]),
            snapshot.Take<UInt128>(snapshot.Sizes[0]),
            snapshot.Take<NameShape>(snapshot.Sizes[0]),
            snapshot.Take<int>(snapshot.Sizes[1]),
            snapshot.Take<byte>(snapshot.Sizes[2]));
        return snapshot.IsSound() ? index : null;
    }

    internal static int Slot(long personalId, int mask) =>
        (int)(((ulong)personalId * 0x9E3779B97F4A7C15UL) >> 32) & mask;
}

/// <summary>What the rules need of a citizen. Birth days count from 2000-01-01; fingerprints as in
/// <see cref="PersonName"/>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
struct Citizen
{
    public long PersonalId;
    public ulong NameFull;
    public uint NameFolded;
    public int BirthFrom;
    public uint Phone;

    /// <summary>Home unit as <see cref="Units.UnitSlot"/>: the number of a commune's code.</summary>
    public int HomeUnit;
    public int NameStart;

    /// <summary>Number of the old identity card, 0 for none.</summary>
    public int Legacy;

    /// <summary>The hamlet as <see cref="Evidence.PlaceText"/> numbers it, 0 for none.</summary>
    public uint Hamlet;
    public ushort BirthSpan;
    public Sex Sex;
    public CitizenStatus Status;

    public readonly bool HasBirthDate => BirthFrom != int.MinValue;

    /// <summary>Last day on which the citizen may be born.</summary>
    public readonly int BirthTo => BirthFrom + BirthSpan;
}

/// <summary>Life status in the reference.</summary>
enum CitizenStatus : byte { Alive, Dead, Moved }

/// <summary>Fills a <see cref="ReferenceIndex"/> citizen by citizen.</summary>
/// <param name="version">Publish of the reference.</param>
/// <param name="expected">Number of citizens expected; more is no harm.</param>
/// <param name="unitMap">Number of the map that home units are on.</param>
sealed class ReferenceIndexBuilder(Guid version, int expected, byte unitMap = 0)
{
    Citizen[] citizens = new Citizen[Math.Max(16, expected)];
    UInt128[] refs = new UInt128[Math.Max(16, expected)];
    NameShape[] shapes = new NameShape[Math.Max(16, expected)];
    byte[] names = new byte[Math.Max(1024, expected * 26L <= int.MaxValue ? expected * 26 : int.MaxValue / 2)];
    int count;
    int nameLength;

    /// <summary>Adds a citizen; the name is display UTF-8, up to 255 bytes.</summary>
    public void Add(Citizen citizen, UInt128 citizenRef, ReadOnlySpan<byte> name)
    {
        if (count == citizens.Length)
        {
            Array.Resize(ref citizens, count * 2);
            Array.Resize(ref refs, count * 2);
            Array.Resize(ref shapes, count * 2);
        }

        if (nameLength + name.Length + 1 > names.Length)
        {
            Array.Resize(ref names, Math.Max(names.Length * 2, nameLength + name.Length + 1));
        }

        citizen.NameStart = nameLength;
        names[nameLength++] = (byte)name.Length;
        name.CopyTo(names.AsSpan(nameLength));
        nameLength += name.Length;
        citizens[count] = citizen;
        shapes[count] = NameShape.Of(name);
        refs[count++] = citizenRef;
    }

    public ReferenceIndex Build()
    {
        // At most every second slot is taken, so that a look-up mostly touches one citizen.
        var slots = LargeArray.Zeros<int>(
            (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, count * 2L)));
        for (var i = 0; i < count; i++)
        {
            var slot = ReferenceIndex.Slot(citizens[i].PersonalId, slots.Length - 1);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = i + 1;
        }

        return new ReferenceIndex(
            version, unitMap, LargeArray.Of<Citizen>(citizens.AsSpan(0, count)),
            LargeArray.Of<UInt128>(refs.AsSpan(0, count)),
            LargeArray.Of<NameShape>(shapes.AsSpan(0, count)), slots, LargeArray.Of<byte>(names.AsSpan(0, nameLength)));
    }
}
