using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Tests.Packing.Caching;

[TestClass]
public sealed class KeyHasherTests
{
    // One text is shorter than the buffer and one is longer.
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(1500)]
    [DataRow(5000)]
    public void Equal_values_give_equal_keys_and_other_values_other_keys(int length)
    {
        var text = new string('ü', length);
        Assert.AreEqual(Key(key => key.Add("a", text, "b").Add(length)), Key(key => key.Add("a", text, "b").Add(length)));
        Assert.AreNotEqual(Key(key => key.Add("a", text, "b").Add(length)), Key(key => key.Add("a", text + "x", "b").Add(length)));
        Assert.AreNotEqual(Key(key => key.Add("a", text, "b").Add(length)), Key(key => key.Add("a", text, "c").Add(length)));
        Assert.AreNotEqual(Key(key => key.Add("a", text, "b").Add(length)), Key(key => key.Add("a", text, "b").Add(length + 1)));
    }

    [TestMethod]
    public void Neighbours_are_not_mistaken_for_each_other()
    {
        Assert.AreNotEqual(Key(key => key.Add("ab", "c")), Key(key => key.Add("a", "bc")));
        Assert.AreNotEqual(Key(key => key.Add("a").Add("b")), Key(key => key.Add("a", "b")));
        Assert.AreNotEqual(Key(key => key.Add(["a"]).Add([])), Key(key => key.Add([]).Add(["a"])));
        Assert.AreNotEqual(Key(key => key.Add(1).Add(2)), Key(key => key.Add(2).Add(1)));
    }

    [TestMethod]
    public void Many_values_give_the_key_of_all_of_them()
    {
        Digest KeyOf(int last) => Key(key =>
        {
            for (var i = 0; i < 10_000; i++) key.Add($"{i}");
            return key.Add($"{last}");
        });
        Assert.AreEqual(KeyOf(1), KeyOf(1));
        Assert.AreNotEqual(KeyOf(1), KeyOf(2));
    }

    [TestMethod]
    public void A_key_can_be_taken_before_more_is_added()
    {
        using var key = new KeyHasher();
        var first = key.Add("a").ToDigest();
        Assert.AreEqual(Key(other => other.Add("a")), first);
        Assert.AreEqual(Key(other => other.Add("a").Add("b")), key.Add("b").ToDigest());
    }

    private static Digest Key(Func<KeyHasher, KeyHasher> add)
    {
        using var key = new KeyHasher();
        return add(key).ToDigest();
    }
}
