System.Console.WriteLine("Hello from an app that brings its runtime.");
