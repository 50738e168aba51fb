using System.Reflection;
using Xunit.Sdk;

namespace WalletCore.Ledgers.Tests.Support;

/// <summary>Runs a theory once for each store, whose name is the first argument, with the further arguments given.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnEveryStoreAttribute(params object?[] arguments) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod)
    {
        foreach (var store in (IEnumerable<object[]>)TestLedger.Stores)
        {
            yield return [.. store, .. arguments];
        }
    }
}
