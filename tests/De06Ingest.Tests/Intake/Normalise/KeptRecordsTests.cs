using System.Text;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Tests.Intake.Normalise;

public sealed class KeptRecordsTests
{
    const int Columns = 3;

    [Fact]
    public void Gives_every_record_back_as_it_was()
    {
        var kept = new KeptRecords(Columns);
        var record = new SectorRecord(Columns);
        for (var i = 0; i < 300; i++)
        {
            Fill(record, i);
            kept.Add(record);
        }

        var (expected, read) = (new SectorRecord(Columns), new SectorRecord(Columns));
        for (var i = 299; i >= 0; i--)
        {
            Fill(expected, i);
            kept.Read(i, read);
            Assert.Equal(expected.Fields, read.Fields);
            Assert.Equal(expected.Faults, read.Faults);
            Assert.Equal(expected.Cells, read.Cells);
            Assert.Equal(expected.Text[..expected.TextLength], read.Text[..read.TextLength]);
            Assert.Equal($"K{i}", Encoding.UTF8.GetString(kept.Key(i)));
        }
    }

    [Fact]
    public void Starts_anew_when_it_is_cleared()
    {
        var kept = new KeptRecords(Columns);
        var record = new SectorRecord(Columns);
        Fill(record, 1);
        kept.Add(record);
        kept.Clear();
        Assert.Equal(0, kept.Count);

        Fill(record, 2);
        kept.Add(record);
        var read = new SectorRecord(Columns);
        kept.Read(0, read);
        Assert.Equal(record.Fields, read.Fields);
        Assert.Equal(record.Faults, read.Faults);
    }

    /// <summary>Every field has a value of its own, and some records have texts, faults and a place, and others
    /// none.</summary>
    static void Fill(SectorRecord record, int i)
    {
        record.Clear();
        record.Key = record.Add(Encoding.UTF8.GetBytes($"K{i}"));
        record.Subject = record.Add(Encoding.UTF8.GetBytes($"S{i}"));
        record.Name = record.Add(Encoding.UTF8.GetBytes(new string('n', i % 70)));
        (record.LineNumber, record.Period, record.PersonalId) = (i, i % 2 == 0 ? "2026-01" : null, 51_090_000_000 + i);
        (record.PersonalIdGiven, record.NameFull, record.NameFolded) = (i % 2 == 0, (ulong)i + 1, (ulong)i + 2);
        (record.BirthFrom, record.BirthTo, record.Sex) = (i - 9000, i - 8000, Sex.Female);
        (record.Phone, record.HomeUnit) = ((uint)i + 3, i + 4);
        (record.HomeUnitLength, record.UnitMap) = (5, (byte)(i % 5));
        if (i % 3 == 0)
        {
            record.HomePlace = i + 5;
            record.Faults.Add(new("phone", "too-short", $"{i}"));
            record.Faults.Add(new("sex", "unknown", "x"));
        }

        record.Cells[i % Columns] = new() { HasValue = true, Number = i, Second = i + 1, Range = record.Name };
    }
}
