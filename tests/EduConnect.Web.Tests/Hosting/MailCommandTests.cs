using EduConnect.Testing.Storage;

namespace EduConnect.Web.Tests.Hosting;

/// <summary><c>mail bounce</c>, as the alias of a mail system runs it: its exit status says what becomes of the mail it was given.</summary>
[Trait("Row", "#257")]
public sealed class MailCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_mail_that_is_no_notification_is_not_kept_and_not_tried_again()
    {
        var (status, output, error) = await RunAsync(await PostgreSqlServer.NewDatabaseAsync(), await PostgreSqlServer.NewDatabaseAsync(), "Subject: Bonjour\n\nJe n'arrive pas à me connecter.\n");
        Assert.Equal((65, ""), (status, output));
        Assert.EndsWith("educonnect mail bounce: It is no delivery status notification (RFC 3464): nothing was changed.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_database_the_mail_system_keeps_the_mail()
    {
        const string Nowhere = "Host=127.0.0.1;Port=1;Username=educonnect;Database=none;Timeout=2";
        var (status, output, error) = await RunAsync(Nowhere, Nowhere, "Subject: Bonjour\n\n");
        Assert.Equal((75, ""), (status, output));
        Assert.Contains("educonnect: the database cannot be used: ", error, StringComparison.Ordinal);
    }

    private Task<(int Status, string Output, string Error)> RunAsync(string main, string operational, string mail) =>
        CommandProcess.RunAsync(_stores.Folder, main, operational, mail, ["mail", "bounce"]);
}
