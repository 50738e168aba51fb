using System.Text;

namespace WalletCore.Crash.App;

/// <summary>
/// Writes each answer to standard output in one system call, so that whatever the parent reads was answered, and a line that the kill cut
/// is not whole. <c>key sequence transaction-id</c> for a posted command, <c>key ! code</c> for a refused one.
/// </summary>
internal sealed class Acknowledgements(Stream output)
{
    private readonly Lock _lock = new();

    public static string Line<TReceipt>(string key, Outcome<TReceipt> outcome)
        where TReceipt : Receipt => outcome.IsPosted
        ? $"{key} {outcome.Receipt.Sequence} {outcome.Receipt.TransactionId}"
        : $"{key} ! {outcome.Refusal.Code}";

    public void Write<TReceipt>(string key, Outcome<TReceipt> outcome)
        where TReceipt : Receipt => WriteLine(Line(key, outcome));

    public void WriteLine(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_lock)
        {
            output.Write(bytes);
            output.Flush();
        }
    }
}
