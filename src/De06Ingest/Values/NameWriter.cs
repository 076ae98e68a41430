using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace De06Ingest.Values;

/// <summary>One pass over a name that writes the display form and both keys.</summary>
/// <remarks>The hot path of <see cref="PersonName"/>: bytes in, bytes out, a table lookup for each letter.</remarks>
ref struct NameWriter(Span<byte> display, Span<byte> full, Span<byte> folded)
{
    /// <summary>What a name neither begins nor ends with in its display form.</summary>
    const string EdgeMarks = " .,;:\"=-";

    /// <summary>ò ó ỏ õ ọ, ù ú ủ ũ ụ and their capitals in UTF-8, for moving a tone to the older place.</summary>
    static readonly byte[][] TonedO = Toned('o'), TonedU = Toned('u'), TonedCapitalO = Toned('O'),
        TonedCapitalU = Toned('U');

    readonly Span<byte> _display = display;
    readonly Span<byte> _full = full;
    readonly Span<byte> _folded = folded;
    int _shown;
    int _fullLength;
    int _foldedLength;
    bool _spaceDue;
    byte _gap;

    // The syllable being read: the tones it has, and its last letter if that carries the tone.
    int _tones;
    int _lastTone;
    bool _lastIsUpper;
    int _lastAt;

    public int DisplayLength { get; private set; }

    public int LetterCount { get; private set; }

    public bool HasForbidden { get; private set; }

    public readonly ReadOnlySpan<byte> FullKey => _full[.._fullLength];

    public readonly ReadOnlySpan<byte> FoldedKey => _folded[.._foldedLength];

    /// <summary>Bytes that a key of a name of so many bytes can need.</summary>
    public static int KeySize(int nameLength) => (2 * nameLength) + 16;

    /// <summary>Writes a name of ordinary composed letters; false, with nothing of use written, for any
    /// other.</summary>
    public bool TryWrite(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < utf8.Length;)
        {
            // Two letters of three are ASCII: no look-up and no copy of a slice for them.
            var lower = (byte)(utf8[i] | 0x20);
            if ((uint)(lower - 'a') < 26)
            {
                AddPlain(lower, utf8[i++]);
                continue;
            }

            var length = Decode(utf8[i..], out var codePoint);
            if (length == 0 || !TryAdd(in NameLetters.Of(codePoint), utf8.Slice(i, length)))
            {
                return false;
            }

            i += length;
        }

        Finish();
        return true;
    }

    /// <summary>Writes what <see cref="NameText.Compose"/> made, taking rare characters as they are.</summary>
    public void WriteComposed(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (!TryAdd(in NameLetters.Of(rune.Value), utf8[..length]))
            {
                AddRare(rune, utf8[..length]);
            }

            utf8 = utf8[length..];
        }

        Finish();
    }

    /// <summary>One, two or three bytes; 0 for the rest, which the slow way reads.</summary>
    static int Decode(ReadOnlySpan<byte> utf8, out int codePoint)
    {
        codePoint = utf8[0];
        if (codePoint < 0x80)
        {
            return 1;
        }

        if (codePoint is >= 0xC2 and < 0xE0 && utf8.Length > 1 && (utf8[1] & 0xC0) == 0x80)
        {
            codePoint = ((codePoint & 0x1F) << 6) | (utf8[1] & 0x3F);
            return 2;
        }

        // Of the three-byte letters only U+1E00-1EFF are in the table: E1 B8..BB xx.
        if (codePoint == 0xE1 && utf8.Length > 2 && utf8[1] is >= 0xB8 and <= 0xBB && (utf8[2] & 0xC0) == 0x80)
        {
            codePoint = 0x1000 | ((utf8[1] & 0x3F) << 6) | (utf8[2] & 0x3F);
            return 3;
        }

        return 0;
    }

    bool TryAdd(in NameLetter letter, ReadOnlySpan<byte> source)
    {
        switch (letter.Class)
        {
            case LetterClass.Letter:
                AddLetter(letter, source);
                return true;
            case LetterClass.Space:
                EndSyllable((byte)' ');
                _spaceDue = true;
                return true;
            case LetterClass.Mark:
            case LetterClass.Apostrophe:
            case LetterClass.Hyphen:
                AddMark(letter.Class, source);
                return true;
            case LetterClass.Forbidden when IsInNote(source):
                AddForeignLetter(new Rune(source[0]), source);
                return true;
            case LetterClass.Forbidden:
                HasForbidden = true;
                return true;
            default:
                return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddPlain(byte lower, byte source)
    {
        CloseGap();
        ShowSpace();
        _lastTone = 0;
        _display[_shown++] = source;
        LetterCount++;
        _full[_fullLength++] = lower;
        _folded[_foldedLength++] = lower;
    }

    void AddLetter(in NameLetter letter, ReadOnlySpan<byte> source)
    {
        CloseGap();
        Show(source, out _lastAt);
        _lastTone = letter.Tone;
        _lastIsUpper = letter.Upper;
        _tones |= 1 << letter.Tone;
        LetterCount += letter.Key == '?' ? 0 : 1;
        AppendKey(letter.Key);
        if (letter.Ascii != 0)
        {
            _folded[_foldedLength++] = letter.Ascii;
        }
        else
        {
            _foldedLength += Encode(letter.Key, _folded[_foldedLength..]);
        }
    }

    /// <summary>A digit in brackets belongs to a remark, as in (1950) behind a name that two persons bear.</summary>
    readonly bool IsInNote(ReadOnlySpan<byte> source) => char.IsAsciiDigit((char)source[0])
        && _display[.._shown].LastIndexOfAny("(["u8) > _display[.._shown].LastIndexOfAny(")]"u8);

    void AppendKey(char key)
    {
        if (key < 0x80)
        {
            _full[_fullLength++] = (byte)key;
        }
        else
        {
            _fullLength += Encode(key, _full[_fullLength..]);
        }
    }

    /// <summary>Letters of other scripts, stray combining marks, symbols.</summary>
    void AddRare(Rune rune, ReadOnlySpan<byte> source)
    {
        var tone = rune.IsBmp ? NameLetters.ToneOf((char)rune.Value) : 0;
        if (tone > 0)
        {
            Show(source, out _);
            _tones |= 1 << tone;
            _lastTone = 0;
        }
        else if (Rune.IsDigit(rune) || Rune.IsControl(rune))
        {
            HasForbidden = true;
        }
        else if (Rune.IsLetter(rune) || rune == Rune.ReplacementChar || IsMark(rune))
        {
            AddForeignLetter(rune, source);
        }
        else
        {
            AddMark(LetterClass.Mark, source);
        }
    }

    void AddForeignLetter(Rune rune, ReadOnlySpan<byte> source)
    {
        CloseGap();
        Show(source, out _);
        _lastTone = 0;
        LetterCount += Rune.IsLetter(rune) ? 1 : 0;
        var lower = Rune.ToLowerInvariant(rune);
        _fullLength += lower.EncodeToUtf8(_full[_fullLength..]);
        _foldedLength += lower.EncodeToUtf8(_folded[_foldedLength..]);
    }

    void AddMark(LetterClass kind, ReadOnlySpan<byte> source)
    {
        EndSyllable(kind switch
        {
            LetterClass.Hyphen => (byte)'-',
            LetterClass.Apostrophe => (byte)'\'',
            _ => (byte)' ',
        });
        var isEdge = _shown == 0 && (kind == LetterClass.Apostrophe || EdgeMarks.Contains((char)source[0]));
        if (!isEdge)
        {
            Show(source, out _);
        }
    }

    void Show(ReadOnlySpan<byte> source, out int at)
    {
        ShowSpace();
        at = _shown;
        for (var i = 0; i < source.Length; i++)
        {
            _display[_shown++] = source[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void ShowSpace()
    {
        if (_spaceDue && _shown > 0)
        {
            _display[_shown++] = (byte)' ';
        }

        _spaceDue = false;
    }

    /// <summary>Writes the space, hyphen or apostrophe between two syllables of the keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void CloseGap()
    {
        if (_gap != 0 && _fullLength > 0)
        {
            _full[_fullLength++] = _gap;
            _folded[_foldedLength++] = (byte)' ';
        }

        _gap = 0;
    }

    /// <summary>Puts the tone behind the syllable. A hyphen or apostrophe outweighs the spaces around it.</summary>
    void EndSyllable(byte gap)
    {
        if (_tones > 1)
        {
            MoveToneToOlderPlace();
            for (var rest = _tones & ~1; rest != 0; rest &= rest - 1)
            {
                _full[_fullLength++] = (byte)('0' + BitOperations.TrailingZeroCount(rest));
            }
        }

        _tones = _lastTone = 0;
        _gap = _gap is 0 or (byte)' ' ? gap : _gap;
    }

    /// <summary>Hoà to Hòa, Khoẻ to Khỏe, Thuý to Thúy; not quý, whose u belongs to the q.</summary>
    void MoveToneToOlderPlace()
    {
        if (_lastTone == 0 || (_tones & ~1) != 1 << _lastTone || _lastAt == 0 || !EndsOpen(FullKey))
        {
            return;
        }

        var toned = _display[_lastAt - 1] switch
        {
            (byte)'o' => TonedO,
            (byte)'O' => TonedCapitalO,
            (byte)'u' => TonedU,
            _ => TonedCapitalU,
        };
        var last = _full[_fullLength - 1];
        var first = toned[_lastTone - 1];
        first.CopyTo(_display[(_lastAt - 1)..]);
        _shown = _lastAt - 1 + first.Length;
        _display[_shown++] = _lastIsUpper ? (byte)char.ToUpperInvariant((char)last) : last;
    }

    /// <summary>True for a syllable in oa, oe or uy, the three rhymes in which the two styles differ.</summary>
    static bool EndsOpen(ReadOnlySpan<byte> key) => key switch
    {
        [.., (byte)'o', (byte)'a' or (byte)'e'] => true,
        [.., (byte)'q', (byte)'u', (byte)'y'] => false,
        [.., (byte)'u', (byte)'y'] => true,
        _ => false,
    };

    void Finish()
    {
        EndSyllable(0);
        DisplayLength = _shown;
        while (DisplayLength > 0 && EdgeMarks.Contains((char)_display[DisplayLength - 1]))
        {
            DisplayLength--;
        }
    }

    static int Encode(char letter, Span<byte> destination)
    {
        if (letter is < '\u0080' or >= '\u0800')
        {
            return new Rune(letter).EncodeToUtf8(destination);
        }

        destination[1] = (byte)(0x80 | (letter & 0x3F));
        destination[0] = (byte)(0xC0 | (letter >> 6));
        return 2;
    }

    static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    static byte[][] Toned(char letter) =>
        [.. Enumerable.Range(1, 5).Select(tone =>
            Encoding.UTF8.GetBytes(NameLetters.WithTone(letter, tone).ToString()))];
}
