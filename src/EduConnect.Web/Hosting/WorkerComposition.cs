using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Outbox.Bounces;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>Registers messages and long work; the loops run only where the worker role is on.</summary>
internal static class WorkerComposition
{
    public static IServiceCollection AddWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SmtpOptions>().Bind(configuration.GetSection("Smtp"));
        services.AddOptions<SmsOptions>().Bind(configuration.GetSection("Sms"));
        services.AddSingleton<OutboxWriter>().AddSingleton<SecretTexts>().AddSingleton<DeliveryReportMarks>().AddScoped<DeliveryReports>();
        services.AddSingleton<OutboxSender>();
        services.AddScoped<RecordBounce>();
        services.AddSingleton<IMessageTransport>(host => new SmtpTransport(host.GetRequiredService<IOptions<SmtpOptions>>().Value, host.GetRequiredService<ServiceOptions>()));
        services.AddHttpClient("sms", client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddSingleton<IMessageTransport>(host => new KannelTransport(
            host.GetRequiredService<IOptions<SmsOptions>>().Value, host.GetRequiredService<IHttpClientFactory>().CreateClient("sms"), host.GetRequiredService<DeliveryReportMarks>()));
        services.AddScoped<OperationRunner>();
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<OperationLoop>();
            services.AddHostedService<OutboxLoop>();
        }

        return services;
    }
}
