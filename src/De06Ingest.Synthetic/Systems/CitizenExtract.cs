using De06Ingest.Synthetic.Answers;
using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Systems;

/// <summary>Writes one file of a system about citizens: its records, now and then one to be refused or one that
/// stands twice, and the count of all.</summary>
sealed class CitizenExtract(SystemPlan plan, Population population, SystemDelivery delivery)
{
    // Primes, as in the other extracts.
    const int RefusedEvery = 211;
    const int TwiceEvery = 307;

    readonly CitizenSystem _system = plan.System;
    readonly Layout _layout = plan.System.Layout;
    readonly SectorRow _row = new(population);
    readonly IRefusedRow[] _refusals =
    [
        .. RefusedRows.In(plan.System.Layout.Form, keyedById: false)
            .Where(r => r is not BrokenUtf8 || plan.System.Layout.Encoding == FileEncoding.Utf8),
    ];
    int _refused;
    bool _first = true;

    public ExtractTally Tally { get; } = new();

    public void Write(ExtractSink sink)
    {
        var record = new CitizenRow(_row, delivery);
        _layout.Open(sink, _system, delivery);
        for (var i = 0; i < plan.Subjects.Count; i++)
        {
            if (plan.Subjects[i].IsThereOn(delivery.Day))
            {
                Write(sink, record, plan.Subjects[i], i);
            }
        }

        _layout.Close(sink);
    }

    void Write(ExtractSink sink, CitizenRow record, Subject subject, int index)
    {
        Take(record, subject);
        if (subject.IsPlanted && subject.Course.SpoilsOn(delivery.Day))
        {
            var chance = ChanceOf(ChanceFor.SystemSpoiling, subject);
            PlantedErrors.All[subject.Kind].Spoil(_row, ref chance);
        }

        string[][] lines = [.. _system.Lines(record)];
        foreach (var cells in lines)
        {
            WriteLine(sink, cells);
            if (subject.IsPlain && lines.Length == 1 && index % TwiceEvery == 31)
            {
                WriteTwice(sink, cells);
            }

            _layout.EndRow(sink);
        }

        if (lines.Length == 1 && index % RefusedEvery == 17 && (_refused + 1) * 100 <= plan.Subjects.Count)
        {
            WriteRefused(sink, record, subject);
        }
    }

    void WriteLine(ExtractSink sink, string[] cells)
    {
        sink.BeginRow();
        _layout.Row(sink, _system.Header, cells, _first);
        _first = false;
        Tally.Rows++;
    }

    void WriteTwice(ExtractSink sink, string[] cells)
    {
        _layout.EndRow(sink);
        WriteLine(sink, cells);
        Tally.Duplicates++;
    }

    // About nobody who is otherwise in the extract.
    void WriteRefused(ExtractSink sink, CitizenRow record, Subject subject)
    {
        var refusal = _refusals[_refused++ % _refusals.Length];
        Take(record, new Subject(subject.Citizen, subject.Ordinal, -1, Course.None, false));
        _row.Id = population.People[subject.Citizen].SpareId;
        refusal.Spoil(_row);
        WriteLine(sink, _system.Lines(record).First());
        refusal.Damage(sink, (byte)_layout.Separator);
        _layout.EndRow(sink);
        Tally.Refuse(refusal.Code);
    }

    void Take(CitizenRow record, Subject subject)
    {
        _row.TakeFrom(subject, _system.RecordNo(subject.Citizen, subject.Ordinal));
        record.Take(
            subject, ChanceOf(ChanceFor.SystemDetails, subject), ChanceOf(ChanceFor.SystemDressing, subject));
    }

    Chance ChanceOf(ChanceFor use, Subject subject) =>
        Chance.For(population.Options.Seed, use, plan.Chances(subject));
}
