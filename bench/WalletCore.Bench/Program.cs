using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;

// Short runs tell what is ten per cent slower or allocates more. For finer differences: --job Medium or --job Long.
var config = DefaultConfig.Instance.AddDiagnoser(MemoryDiagnoser.Default);
if (!args.Contains("--job", StringComparer.Ordinal) && !args.Contains("-j", StringComparer.Ordinal))
{
    config = config.AddJob(Job.ShortRun.WithId("Short"));
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
