using System.Reflection;
using System.Runtime.CompilerServices;
using De06Ingest.Values;

[assembly: AssemblyFixture(typeof(Mutation.Tests.FreshTables))]

namespace Mutation.Tests;

/// <summary>Builds all static tables of the subject anew before the tests of a mutant.</summary>
/// <remarks>The runner tests one mutant after another in the same process, where a table is built once: without this a
/// mutant in the building of a table would never be seen, and one that is built with it would spoil the next.</remarks>
public sealed unsafe class FreshTables
{
    /// <summary>A table may be built from another one, so that all are right after a second turn.</summary>
    const int Turns = 2;

    /// <summary>What is mutated; the tables of other parts cost time and stay as they are.</summary>
    static readonly string[] Mutated = ["De06Ingest.Values", "De06Ingest.Matching"];

    public FreshTables()
    {
        var initializers = typeof(PersonalId).Assembly.GetTypes()
            .Where(type => Mutated.Any(name => type.Namespace?.StartsWith(name, StringComparison.Ordinal) == true)
                && !type.ContainsGenericParameters && !type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(type => type.TypeInitializer)
            .OfType<ConstructorInfo>()
            .ToList();
        initializers.ForEach(one => RuntimeHelpers.RunClassConstructor(one.DeclaringType!.TypeHandle));
        for (var turn = 0; turn < Turns; turn++)
        {
            initializers.ForEach(one => ((delegate*<void>)one.MethodHandle.GetFunctionPointer())());
        }
    }
}
