using System.Diagnostics;
using System.Globalization;
using System.Text;
using WalletCore.Crash.App;

namespace WalletCore.Crash.Tests.Support;

/// <summary>WalletCore.Crash.App as a process of its own, and every whole line that it has written.</summary>
internal sealed class CrashApp : IDisposable
{
    private const int KilledExitCode = 128 + 9;

    /// <summary>How long it may say nothing at all. Not how long it may take: a machine that is busy with other things is no hang.</summary>
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _error;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<IReadOnlyList<string>, bool> Holds, TaskCompletionSource Source)> _waiting = [];
    private string? _whyEnded;

    private CrashApp(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>All whole lines so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The answers so far: everything but the lines about its own progress.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged => [.. Lines.Where(IsAnswer).Select(Acknowledgement.Parse)];

    public static CrashApp Start(string mode, string path, string name, int count, int seed, params string[] wrapper)
    {
        string[] words =
        [
            .. wrapper, DotNet.Path, typeof(Workload).Assembly.Location, mode, path, name,
            count.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(words[0], words[1..]) 
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return new CrashApp(Process.Start(start)!);
    }

    /// <summary>Waits until it has answered so often.</summary>
    public Task AnsweredAsync(int count) => WrittenAsync(lines => lines.Count(IsAnswer) >= count);

    public Task StartedAsync() => WrittenAsync(lines => lines.Contains(Workload.Starting));

    /// <summary>SIGKILL, at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync(PatienceMax);
        Assert.Equal(KilledExitCode, _process.ExitCode);
    }

    /// <summary>Lets it finish what it accepted.</summary>
    public async Task FinishAsync()
    {
        _process.StandardInput.Close();
        await EndedAsync(PatienceMax);
    }

    /// <summary>Waits until it has done by itself all that it was asked for.</summary>
    public async Task EndedAsync(TimeSpan patienceMax)
    {
        await EndAsync(patienceMax);
        Assert.Equal("", await _error);
        Assert.Equal(0, _process.ExitCode);
        Assert.Equal(Workload.Done, _lines[^1]);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static bool IsAnswer(string line) => line.Contains(' ', StringComparison.Ordinal);

    private async Task EndAsync(TimeSpan patienceMax)
    {
        await _process.WaitForExitAsync().WaitAsync(patienceMax);
        await _reading.WaitAsync(patienceMax);
    }

    private async Task WrittenAsync(Func<IReadOnlyList<string>, bool> holds)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((holds, source));
            Tell();
        }

        for (var written = -1; ;)
        {
            try
            {
                await source.Task.WaitAsync(PatienceMax);
                return;
            }
            catch (TimeoutException) when (written < Lines.Count)
            {
                written = Lines.Count;
            }
            catch (TimeoutException)
            {
                throw new TimeoutException(
                    $"The program has said nothing for {PatienceMax.TotalMinutes} minutes, after {written} lines and {_process.TotalProcessorTime.TotalSeconds} s of processor time.");
            }
        }
    }

    /// <summary>Only what ends in a line break counts: the kill may have cut the last line.</summary>
    private async Task ReadAsync()
    {
        var output = _process.StandardOutput.BaseStream;
        var buffer = new byte[1 << 16];
        var rest = new List<byte>();
        int count;
        while ((count = await output.ReadAsync(buffer)) > 0)
        {
            lock (_lock)
            {
                foreach (var octet in buffer.AsSpan(0, count))
                {
                    if (octet == (byte)'\n')
                    {
                        _lines.Add(Encoding.UTF8.GetString([.. rest]));
                        rest.Clear();
                    }
                    else
                    {
                        rest.Add(octet);
                    }
                }

                Tell();
            }
        }

        var error = await _error;
        lock (_lock)
        {
            _whyEnded = $"The program ended by itself: {error}";
            Tell();
        }
    }

    private void Tell()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (_waiting[i].Holds(_lines))
            {
                _waiting[i].Source.TrySetResult();
                _waiting.RemoveAt(i);
            }
            else if (_whyEnded is not null)
            {
                _waiting[i].Source.TrySetException(new InvalidOperationException(_whyEnded));
                _waiting.RemoveAt(i);
            }
        }
    }
}
