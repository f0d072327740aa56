using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Tests.Incremental;

[TestClass]
public sealed class InputKeyTests
{
    // Parameters that change how the task runs, and not the artifact.
    private static readonly string[] NotOfTheArtifact =
    [
        nameof(PackOciArtifact.BuildEngine), nameof(PackOciArtifact.HostObject), nameof(PackOciArtifact.FailIfNotIncremental),
        nameof(PackOciArtifact.PushFollows), nameof(PackOciArtifact.AsksTagsAhead), nameof(PackOciArtifact.BuildId),
    ];

    private static IEnumerable<object[]> Inputs => typeof(PackOciArtifact).GetProperties()
        .Where(property => property.SetMethod?.IsPublic == true && !NotOfTheArtifact.Contains(property.Name))
        .Select(property => new object[] { property.Name });

    [TestMethod]
    [DynamicData(nameof(Inputs))]
    public void Everything_that_the_packing_task_is_told_changes_the_key(string name)
    {
        using var task = new PackOciArtifact();
        var before = KeyOf(task);
        Assert.AreEqual(before, KeyOf(task));
        var property = typeof(PackOciArtifact).GetProperty(name)!;
        property.SetValue(task, OtherThan(property.GetValue(task), property.PropertyType));
        Assert.AreNotEqual(before, KeyOf(task));
    }

    [TestMethod]
    public void Items_differ_by_what_they_are_and_by_the_metadata_that_matter()
    {
        string Of(params ITaskItem[] items) => Key(key => key.Add(items, ["Layer"]));
        Assert.AreEqual(
            Of(ProjectItems.Item("a", ("Layer", "l"), ("Other", "x"))), Of(ProjectItems.Item("a", ("Layer", "l"), ("Other", "y"))));
        Assert.AreNotEqual(Of(ProjectItems.Item("a", ("Layer", "l"))), Of(ProjectItems.Item("a", ("Layer", "m"))));
        Assert.AreNotEqual(Of(ProjectItems.Item("a")), Of(ProjectItems.Item("b")));
        Assert.AreNotEqual(Of(ProjectItems.Item("a")), Of(ProjectItems.Item("a"), ProjectItems.Item("a")));
    }

    private static object OtherThan(object? value, Type type) => value switch
    {
        string text => text + "x",
        bool flag => !flag,
        string[] => new[] { "x" },
        ITaskItem[] => new[] { ProjectItems.Item("x") },
        _ => throw new NotSupportedException(type.Name),
    };

    private static string KeyOf(PackOciArtifact task) => PackKey.Of(task).ToString();

    private static string Key(Func<KeyHasher, KeyHasher> add)
    {
        using var key = new KeyHasher();
        return add(key).ToDigest().ToString();
    }
}
