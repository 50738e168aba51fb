using System.Globalization;
using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>A day's file: its business date and its lines, read whole but not yet understood.</summary>
internal sealed class Day
{
    private const string HeaderStart = "day,";

    private readonly HashSet<string> _keys;

    private Day(DateOnly date, IReadOnlyList<string> lines)
    {
        Date = date;
        Lines = lines;
        _keys = lines.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
    }

    public DateOnly Date { get; }

    /// <summary>The lines but for the header, comments and empty ones.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <exception cref="InvalidDataException">The file does not begin with the day's date.</exception>
    public static Day Load(string path)
    {
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0 && line[0] != '#').ToList();
        return lines.Count > 0 && lines[0].StartsWith(HeaderStart, StringComparison.Ordinal)
            && DateOnly.TryParseExact(lines[0].AsSpan(HeaderStart.Length), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? new Day(date, lines[1..])
                : throw new InvalidDataException($"{path} does not begin with 'day,yyyy-MM-dd'.");
    }

    /// <summary>Whether a line of this day has that key, be it before or after the line that asks.</summary>
    public bool HasKey(string key) => _keys.Contains(key);

    /// <summary>Understands a line.</summary>
    /// <exception cref="MalformedLineException">It cannot be understood.</exception>
    public Instruction Read(string line)
    {
        var texts = line.Split(',', StringSplitOptions.TrimEntries);
        if (texts.Length < 3)
        {
            throw new MalformedLineException("too few fields");
        }

        if (texts[0].Length is 0 or > Limits.KeyLengthMax)
        {
            throw new MalformedLineException("no key");
        }

        var name = texts[1];
        if (!Verbs.All.TryGetValue(name, out var verb))
        {
            throw new MalformedLineException("verb unknown");
        }

        var fields = new Fields(texts[2..]);
        if (fields.Count < verb.FieldsMin || fields.Count > verb.FieldsMax)
        {
            throw new MalformedLineException(fields.Count < verb.FieldsMin ? "too few fields" : "too many fields");
        }

        var (key, date) = (texts[0], Date);
        var build = verb.Read(fields);
        return new Instruction(key, name, verb.RefersToLine ? fields.Text(0, "line") : null, made => build(made) with { Key = key, BusinessDate = date });
    }

    private static string KeyOf(string line) => line.Split(',', 2)[0].Trim();
}
