using System.Reflection;
using WalletCore.Storage;

namespace WalletCore.Testing.Tests.Mutants;

/// <summary>A reader whose answers go through the hooks of its store.</summary>
public class BrokenReader : DispatchProxy
{
    private IWalletReader _inner = null!;
    private BrokenStore _store = null!;

    internal static IWalletReader Around(IWalletReader inner, BrokenStore store)
    {
        var reader = Create<IWalletReader, BrokenReader>();
        ((BrokenReader)(object)reader)._inner = inner;
        ((BrokenReader)(object)reader)._store = store;
        return reader;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        try
        {
            var answer = targetMethod!.Invoke(_inner, _store.OnReadAsk(targetMethod.Name, args ?? []));
            if (_store.Uncommitted is { } head && answer is ValueTask<LedgerHead>)
            {
                _store.IsShown = true;
                return ValueTask.FromResult(head);
            }

            return _store.OnRead(targetMethod.Name, args ?? [], answer);
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
