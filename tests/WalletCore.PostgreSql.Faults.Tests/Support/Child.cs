using System.Diagnostics;
using System.Globalization;
using System.Text;
using WalletCore.Crash.App;
using WalletCore.PostgreSql.Faults.App;

namespace WalletCore.PostgreSql.Faults.Tests.Support;

/// <summary>WalletCore.PostgreSql.Faults.App as a process of its own, and every whole line that it has written.</summary>
internal sealed class Child : IDisposable
{
    private const int KilledExitCode = 128 + 9;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly Lock _lock = new();
    private readonly List<Acknowledgement> _answers = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _figures;
    private bool _isDone;

    private Child(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Completes when its wallets are there and it waits for the word to begin.</summary>
    public Task Ready => _ready.Task.WaitAsync(PatienceMax);

    public int AnswerCount
    {
        get
        {
            lock (_lock)
            {
                return _answers.Count;
            }
        }
    }

    /// <summary>The answers so far.</summary>
    public IReadOnlyList<Acknowledgement> Answers
    {
        get
        {
            lock (_lock)
            {
                return [.. _answers];
            }
        }
    }

    /// <summary>How many commits it tried again, as it said at its end.</summary>
    public int Retries => int.Parse(_figures![Figures.Retries.Length..], CultureInfo.InvariantCulture);

    /// <summary>Completes at the next answers, or at the end.</summary>
    private Task Progress
    {
        get
        {
            lock (_lock)
            {
                return _progress.Task;
            }
        }
    }

    public static Child Start(string connectionString, string name, int ledgers, int callers, int seed)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in (object[])[typeof(Books).Assembly.Location, connectionString, name, ledgers, callers, seed])
        {
            start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        }

        return new Child(Process.Start(start)!);
    }

    public void Begin() => _process.StandardInput.WriteLine();

    /// <summary>Waits until all of them together have so many answers.</summary>
    public static async Task AnsweredAsync(IReadOnlyList<Child> children, int count)
    {
        while (true)
        {
            var progress = children.Select(child => child.Progress).ToList();
            if (children.Sum(child => child.AnswerCount) >= count)
            {
                return;
            }

            Assert.DoesNotContain(children, child => child._process.HasExited);
            await Task.WhenAny(progress).WaitAsync(PatienceMax);
        }
    }

    /// <summary>SIGKILL, at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
        Assert.Equal(KilledExitCode, _process.ExitCode);
    }

    /// <summary>Lets it finish what it accepted.</summary>
    public async Task FinishAsync()
    {
        _process.StandardInput.Close();
        await EndAsync();
        Assert.Equal(0, _process.ExitCode);
        Assert.True(_isDone);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(PatienceMax);
        await _reading.WaitAsync(PatienceMax);
    }

    /// <summary>Only what ends in a line break counts: the kill may have cut the last line.</summary>
    private async Task ReadAsync()
    {
        var output = _process.StandardOutput.BaseStream;
        var buffer = new byte[1 << 16];
        var kept = 0;
        int count;
        while ((count = await output.ReadAsync(buffer.AsMemory(kept))) > 0)
        {
            var end = buffer.AsSpan(0, kept + count).LastIndexOf((byte)'\n') + 1;
            Take(Encoding.UTF8.GetString(buffer, 0, end));
            kept = kept + count - end;
            buffer.AsSpan(end, kept).CopyTo(buffer);
        }

        _ready.TrySetException(new InvalidOperationException("The program ended by itself; its standard error says why."));
        _ = _ready.Task.Exception;
        Take("");
    }

    private void Take(string lines)
    {
        lock (_lock)
        {
            foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                switch (line)
                {
                    case Workload.Starting:
                        break;
                    case Workload.Ready:
                        _ready.TrySetResult();
                        break;
                    case Workload.Done:
                        _isDone = true;
                        break;
                    case var figures when figures.StartsWith(Figures.Retries, StringComparison.Ordinal):
                        _figures = figures;
                        break;
                    default:
                        _answers.Add(Acknowledgement.Parse(line));
                        break;
                }
            }

            _progress.TrySetResult();
            _progress = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
