using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Engine;

/// <summary>
/// Objects that the engine keeps until the end of the build, so that later tasks find them. At the end, the engine
/// disposes the objects that no task has taken. Not every engine keeps objects.
/// </summary>
/// <typeparam name="T">
/// The type of the object, which is part of its key. Another copy of this package in the same build has other types,
/// and so other objects.
/// </typeparam>
internal static class KeptForBuild<T>
    where T : class
{
    private static readonly Lock Registering = new();

    /// <summary>
    /// The object of that name, which stays with the engine; <see langword="null"/> where the engine has no such
    /// object.
    /// </summary>
    internal static T? Find(IBuildEngine engine, string name = "") =>
        (engine as IBuildEngine4)?.GetRegisteredTaskObject(Key(name), RegisteredTaskObjectLifetime.Build) as T;

    /// <summary>
    /// The object of that name, which the caller now owns; <see langword="null"/> where the engine has no such object.
    /// </summary>
    internal static T? Take(IBuildEngine engine, string name = "") =>
        (engine as IBuildEngine4)?.UnregisterTaskObject(Key(name), RegisteredTaskObjectLifetime.Build) as T;

    /// <summary>The object of that name. Where the engine has none, <paramref name="make"/> makes it.</summary>
    /// <returns>
    /// <see langword="null"/> where <paramref name="make"/> returns <see langword="null"/> or the engine keeps no
    /// objects.
    /// </returns>
    internal static T? FindOrKeep(IBuildEngine engine, Func<T?> make, string name = "")
    {
        if (engine is not IBuildEngine4 keeper) return null;
        lock (Registering)
        {
            if (Find(engine, name) is { } known) return known;
            if (make() is { } made)
            {
                keeper.RegisterTaskObject(Key(name), made, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
                return made;
            }

            return null;
        }
    }

    /// <summary>Keeps the object in place of an earlier one of that name.</summary>
    /// <returns><see langword="false"/> where the engine keeps no objects.</returns>
    internal static bool Replace(IBuildEngine engine, T value, string name = "")
    {
        if (engine is not IBuildEngine4 keeper) return false;
        lock (Registering)
        {
            Take(engine, name);
            keeper.RegisterTaskObject(Key(name), value, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            return true;
        }
    }

    private static object Key(string name) => (typeof(T), name);
}
