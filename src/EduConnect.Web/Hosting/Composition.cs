using EduConnect.Web.Protocols.Oidc;

namespace EduConnect.Web.Hosting;

/// <summary>The whole application, put together in one place: one line per room.</summary>
internal static class Composition
{
    /// <summary>Registers every room.</summary>
    public static WebApplicationBuilder AddEduConnect(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddPlatform(builder.Configuration);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddWorker(builder.Configuration);
        builder.Services.AddHtmlPages(builder.Configuration);
        builder.Services.AddOidc();
        return builder;
    }

    /// <summary>The request pipeline.</summary>
    public static WebApplication UseEduConnect(this WebApplication app)
    {
        app.UseHtmlPages();
        app.UseRouting();
        app.MapHtmlPages();
        app.MapOidc();
        return app;
    }
}
