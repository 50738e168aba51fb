using System.Globalization;
using System.Text;

namespace WalletCore.Load.Reporting;

/// <summary>A Markdown report: shown while it grows, and written to a file at the end when that is asked for.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _verdicts = [];

    public void Line(FormattableString text) => Line(text.ToString(CultureInfo.InvariantCulture));

    public void Line(string text = "")
    {
        _text.Append(text).Append('\n');
        Console.WriteLine(text);
    }

    public void Heading(FormattableString text)
    {
        Line();
        Line("## " + text.ToString(CultureInfo.InvariantCulture));
        Line();
    }

    public void TableHead(params string[] columns)
    {
        Line($"| {string.Join(" | ", columns)} |");
        Line("|" + string.Concat(Enumerable.Repeat("---|", columns.Length)));
    }

    /// <summary>
    /// Notes what a target asks, what was measured, and whether that is enough, for the list after the table. Close verdicts are decided by
    /// the machine's noise.
    /// </summary>
    public void Target(FormattableString what, bool met, FormattableString measured) => _verdicts.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"- {(met ? "met" : "NOT met")}: {what.ToString(CultureInfo.InvariantCulture)}; measured {measured.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Shows the targets noted since the last table.</summary>
    public void Verdicts()
    {
        Line();
        _verdicts.ForEach(Line);
        _verdicts.Clear();
    }

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, _text.ToString());
    }
}
