using System;
using ConsoleApp;
using Humanizer;

Console.WriteLine($"{Greeting.For("world")} {3.ToWords()}");
