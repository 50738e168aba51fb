using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace WalletCore.Samples.Tests.Support;

/// <summary>What a sample wrote, and how it ended.</summary>
internal sealed record SampleResult(int ExitCode, string Output, string Errors);

/// <summary>A sample as a process of its own, the way a reader runs it.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private SampleProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    public static async Task<SampleResult> RunAsync(string sample, params string[] arguments)
    {
        using var process = Start(sample, arguments);
        return await process.EndAsync();
    }

    public static SampleProcess Start(string sample, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, sample + ".dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new SampleProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it has written a line with this text.</summary>
    public async Task WrittenAsync(string text)
    {
        using var patience = new CancellationTokenSource(PatienceMax);
        await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    /// <summary>SIGKILL, unless it has ended by itself.</summary>
    public async Task<SampleResult> KillAsync()
    {
        _process.Kill();
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<SampleResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(PatienceMax);
        await _reading.WaitAsync(PatienceMax);
        return new SampleResult(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.Append(line).Append('\n');
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }

    private async Task ReadErrorsAsync() => _errors.Append(await _process.StandardError.ReadToEndAsync());
}
