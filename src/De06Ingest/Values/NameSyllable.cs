using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace De06Ingest.Values;

/// <summary>What stands between a syllable and the one before it.</summary>
enum SyllableGap : byte
{
    Space,
    Hyphen,

    /// <summary>As in H'Lan and K'Brôi.</summary>
    Apostrophe,
}

/// <summary>What else was seen of a syllable.</summary>
[Flags]
enum SyllableSigns : byte
{
    None = 0,

    /// <summary>A dot or a tilde stands right behind it, as behind an abbreviation.</summary>
    Dot = 1,

    /// <summary>It stands in brackets: a nickname, a remark.</summary>
    Note = 1 << 1,

    /// <summary>It has a letter that was lost: ? or U+FFFD.</summary>
    Wild = 1 << 2,

    /// <summary>Its tone mark stands on a consonant.</summary>
    StrayTone = 1 << 3,

    /// <summary>Consonants alone; what an initial is made of.</summary>
    NoVowel = 1 << 4,

    /// <summary>Has ă â ê ô ơ ư đ or another letter beyond a to z.</summary>
    Marked = 1 << 5,

    /// <summary>The same without đ, whose stroke is no accent and outlives those who strip accents.</summary>
    Accented = 1 << 6,
}

/// <summary>Up to 24 letters, a byte each: a to z as in ASCII, 1 to 7 for ă â ê ô ơ ư đ, ? for a lost one, from 128
/// for others.</summary>
[InlineArray(Capacity)]
struct SyllableLetters
{
    public const int Capacity = 24;

    byte _first;
}

/// <summary>Âm tiết: one syllable of a name taken apart, so that names are compared without strings.</summary>
/// <remarks>Where the tone mark was put never matters: tones are a set beside the letters. A longer word keeps a hash
/// of its rest in its last letter, so that it still differs from others.</remarks>
struct NameSyllable
{
    public const char LostLetter = '?';

    /// <summary>The code of đ.</summary>
    public const byte CodeOfD = 7;

    const string MarkedLetters = "\0ăâêôơưđ";
    const string Bare = "\0aaeooud";

    SyllableLetters _letters;
    SyllableLetters _bare;

    public byte Length { get; private set; }

    /// <summary>Bit 1 to 5 for huyền, sắc, hỏi, ngã, nặng; two bits when two were typed.</summary>
    public byte Tones { get; private set; }

    public SyllableGap Gap { get; private set; }

    public SyllableSigns Signs { get; private set; }

    /// <summary>Where it begins in the bytes it was taken from.</summary>
    public short At { get; private set; }

    /// <summary>Bytes it takes there.</summary>
    public short Bytes { get; private set; }

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Letters => ((ReadOnlySpan<byte>)_letters)[..Length];

    /// <summary>The letters without any marks.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> BareLetters => ((ReadOnlySpan<byte>)_bare)[..Length];

    public readonly bool Is(SyllableSigns sign) => (Signs & sign) != SyllableSigns.None;

    /// <summary>The code of a letter as <see cref="NameLetters"/> gives it.</summary>
    public static byte CodeOf(char key) => key < 0x80 ? (byte)key
        : MarkedLetters.IndexOf(key) is > 0 and var code ? (byte)code
        : (byte)(0x80 | (key ^ (key >> 7)));

    /// <summary>The letter without marks for a code.</summary>
    public static byte BareOf(byte code) => code is > 0 and < 8 ? (byte)Bare[code] : code;

    public static bool IsVowel(byte code) => code is (byte)'a' or (byte)'e' or (byte)'i' or (byte)'o' or (byte)'u'
        or (byte)'y' or (> 0 and < 7);

    public void Begin(SyllableGap gap, bool inNote, int at)
    {
        this = default;
        Gap = gap;
        At = (short)Math.Min(at, short.MaxValue);
        Signs = (inNote ? SyllableSigns.Note : SyllableSigns.None) | SyllableSigns.NoVowel;
    }

    public void Add(in NameLetter letter, int bytes)
    {
        Bytes += (short)bytes;
        Tones |= (byte)(letter.Tone > 0 ? 1 << letter.Tone : 0);
        var code = CodeOf(letter.Key);
        var isVowel = IsVowel(code) || code >= 0x80;
        Signs |= code is (byte)LostLetter ? SyllableSigns.Wild : SyllableSigns.None;
        Signs |= code is < 8 or >= 0x80 ? MarksOf(code) : SyllableSigns.None;
        Signs |= letter.Tone > 0 && !isVowel ? SyllableSigns.StrayTone : SyllableSigns.None;
        Signs &= isVowel ? ~SyllableSigns.NoVowel : ~SyllableSigns.None;
        Append(code, letter.Ascii != 0 ? letter.Ascii : code);
    }

    static SyllableSigns MarksOf(byte code) =>
        code == CodeOfD ? SyllableSigns.Marked : SyllableSigns.Marked | SyllableSigns.Accented;

    public void AddTone(int tone) => Tones |= (byte)(1 << tone);

    public void AddDot() => Signs |= SyllableSigns.Dot;

    /// <summary>Takes the letters of a word for which there is no room into this one.</summary>
    public void Absorb(in NameSyllable other)
    {
        foreach (var code in other.Letters)
        {
            Append(code, BareOf(code));
        }

        Tones |= other.Tones;
        Signs |= other.Signs & ~SyllableSigns.NoVowel;
    }

    void Append(byte code, byte bare)
    {
        if (Length < SyllableLetters.Capacity)
        {
            _letters[Length] = code;
            _bare[Length++] = bare;
            return;
        }

        const int last = SyllableLetters.Capacity - 1;
        _letters[last] = (byte)(0x80 | ((_letters[last] * 31) + code));
        _bare[last] = (byte)(0x80 | ((_bare[last] * 31) + bare));
    }
}

/// <summary>A name in syllables, with what is needed to know whether one side lost its diacritics.</summary>
/// <remarks>A view over syllables that somebody keeps: on the stack for one comparison, or in an array for many.
/// </remarks>
readonly ref struct PreparedName
{
    /// <summary>Room that every name fits; what follows is hashed into the last syllable.</summary>
    public const int MostSyllables = 12;

    /// <summary>The name for syllables that <see cref="Prepare"/> wrote before.</summary>
    public PreparedName(ReadOnlySpan<NameSyllable> syllables)
    {
        Syllables = syllables;
        foreach (ref readonly var syllable in syllables)
        {
            Toned += syllable.Tones != 0 ? 1 : 0;
            HasMarks |= syllable.Is(SyllableSigns.Marked);
            HasAccents |= syllable.Is(SyllableSigns.Accented);
            HasNotes |= syllable.Is(SyllableSigns.Note);
        }
    }

    public ReadOnlySpan<NameSyllable> Syllables { get; }

    /// <summary>Number of syllables with a tone.</summary>
    public int Toned { get; }

    public bool HasMarks { get; }

    /// <summary>Has marks other than the stroke of đ.</summary>
    public bool HasAccents { get; }

    public bool HasNotes { get; }

    public bool IsBare => Toned == 0 && !HasMarks;

    /// <summary>Bare but for đ, as programs leave a name that take accents away: Đo Van Đuc.</summary>
    public bool IsStripped => Toned == 0 && !HasAccents;

    /// <summary>The name for display UTF-8; the room holds its syllables.</summary>
    public static PreparedName Of(ReadOnlySpan<byte> display, Span<NameSyllable> room) =>
        new(room[..Prepare(display, room)]);

    /// <summary>Takes a display form of <see cref="PersonName.Normalise"/> apart.</summary>
    /// <param name="display">UTF-8 in NFC; other forms are read, but their loose marks only as tones.</param>
    /// <param name="room">Room for <see cref="MostSyllables"/>.</param>
    /// <returns>Number of syllables written.</returns>
    public static int Prepare(ReadOnlySpan<byte> display, Span<NameSyllable> room)
    {
        var reader = new SyllableReader(room[..MostSyllables]);
        for (var at = 0; at < display.Length;)
        {
            var status = Rune.DecodeFromUtf8(display[at..], out var rune, out var length);
            reader.Add(status == System.Buffers.OperationStatus.Done ? rune : Rune.ReplacementChar, at, length);
            at += length;
        }

        return reader.Finish();
    }
}

/// <summary>Cuts a name into syllables at spaces, marks, hyphens and apostrophes.</summary>
ref struct SyllableReader(Span<NameSyllable> room)
{
    readonly Span<NameSyllable> _room = room;
    NameSyllable _now;
    int _count;
    bool _open;
    int _brackets;
    SyllableGap _gap;

    public void Add(Rune rune, int at, int bytes)
    {
        var letter = rune == Rune.ReplacementChar
            ? new NameLetter(NameSyllable.LostLetter, (byte)NameSyllable.LostLetter, 0, LetterClass.Letter, false)
            : NameLetters.Of(rune.Value);
        if (letter.Class == LetterClass.Letter)
        {
            AddLetter(letter, at, bytes);
        }
        else if (letter.Class == LetterClass.Rare)
        {
            AddRare(rune, at, bytes);
        }
        else if (_brackets > 0 && rune is { IsAscii: true } && Rune.IsDigit(rune))
        {
            AddLetter(new((char)rune.Value, (byte)rune.Value, 0, LetterClass.Letter, false), at, bytes);
        }
        else
        {
            End(rune, letter.Class);
        }
    }

    public int Finish()
    {
        Close();
        return _count;
    }

    void AddLetter(in NameLetter letter, int at, int bytes)
    {
        if (!_open)
        {
            _now.Begin(_gap, _brackets > 0, at);
            _open = true;
            _gap = SyllableGap.Space;
        }

        _now.Add(letter, bytes);
    }

    void AddRare(Rune rune, int at, int bytes)
    {
        var tone = rune.IsBmp ? NameLetters.ToneOf((char)rune.Value) : 0;
        if (tone > 0 && _open)
        {
            _now.AddTone(tone);
        }
        else if (Rune.IsLetter(rune))
        {
            var key = (char)(0x80 | (rune.Value & 0x7FFF));
            AddLetter(new(key, 0, 0, LetterClass.Letter, false), at, bytes);
        }
        else if (!IsMark(rune))
        {
            End(rune, LetterClass.Mark);
        }
    }

    static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    void End(Rune rune, LetterClass kind)
    {
        if (_open && rune.Value is '.' or '~')
        {
            _now.AddDot();
        }

        Close();
        _brackets += rune.Value switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
        _brackets = Math.Max(_brackets, 0);
        _gap = kind switch
        {
            LetterClass.Apostrophe => SyllableGap.Apostrophe,
            LetterClass.Hyphen => SyllableGap.Hyphen,
            _ => _gap,
        };
    }

    void Close()
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        if (_count < _room.Length)
        {
            _room[_count++] = _now;
        }
        else
        {
            _room[^1].Absorb(_now);
        }
    }
}
