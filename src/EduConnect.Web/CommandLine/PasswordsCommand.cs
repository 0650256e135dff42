using System.CommandLine;
using EduConnect.Core.Accounts.Passwords.Leaked;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.CommandLine;

/// <summary><c>passwords prepare LIST...|status</c>: the list of leaked passwords that nobody may choose (S-PW5). Answers are lines <c>name: value</c>; no store is opened.</summary>
internal static class PasswordsCommand
{
    private const int Failed = 1;

    public static Command Create() => new("passwords", "The list of leaked passwords that nobody may choose.") { Prepare(), Status() };

    private static Command Prepare()
    {
        var lists = new Argument<string[]>("list") { Description = "Files: a password a line, or the SHA-1 of one, with or without a count after a colon.", Arity = ArgumentArity.OneOrMore };
        var data = DataOption.Create();
        var command = new Command("prepare", "Makes the list out of published ones; the former one goes when the new one is whole.") { lists, data };
        command.SetAction((result, cancellation) => Task.FromResult(Run(result.GetValue(data), services =>
        {
            var done = services.GetRequiredService<PrepareLeakedPasswords>().Run(result.GetRequiredValue(lists), cancellation);
            Console.Out.WriteLine($"lines: {done.Lines}\ntoo short: {done.TooShort}\nunreadable: {done.Unreadable}\npasswords: {done.Kept}\nfile: {services.GetRequiredService<LeakedPasswords>().Path}");
        })));
        return command;
    }

    private static Command Status()
    {
        var data = DataOption.Create();
        var command = new Command("status", "Says whether there is a list, and how long it is.") { data };
        command.SetAction((result, _) => Task.FromResult(Run(result.GetValue(data), services =>
        {
            var leaked = services.GetRequiredService<LeakedPasswords>();
            Console.Out.WriteLine(leaked.Count is { } count ? $"passwords: {count}\nfile: {leaked.Path}" : "passwords: none");
        })));
        return command;
    }

    private static int Run(string? folder, Action<IServiceProvider> work)
    {
        var builder = Host.CreateApplicationBuilder(DataOption.Settings(folder));
        builder.Logging.ClearProviders();
        if (StoreGuard.Refusal(builder.Configuration, begins: true) is { } refusal)
        {
            return StoreGuard.Say(refusal);
        }

        builder.Services.AddPlatform(builder.Configuration);
        using var host = builder.Build();
        try
        {
            work(host.Services);
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine("educonnect passwords: " + fault.Message);
            return Failed;
        }
    }
}
