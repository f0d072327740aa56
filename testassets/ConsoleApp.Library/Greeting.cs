using System.Resources;

namespace ConsoleApp;

/// <summary>Greets in the language of the user.</summary>
public static class Greeting
{
    private static readonly ResourceManager Texts = new("ConsoleApp.Texts", typeof(Greeting).Assembly);

    public static string For(string name) => $"{Texts.GetString("Hello")}, {name}!";
}
