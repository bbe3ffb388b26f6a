import com.sun.tools.ws.wscompile.WsimportTool;
import java.io.File;

/** Generates and compiles a client of each WSDL in a folder: `Generate <folder>`, packages `licet.<service in lower case>`. */
public final class Generate {
    public static void main(String[] arguments) throws Exception {
        File folder = new File(arguments[0]);
        File classes = new File(folder, "classes");
        classes.mkdirs();
        for (File wsdl : folder.listFiles((parent, name) -> name.endsWith(".wsdl"))) {
            String service = wsdl.getName().replace(".wsdl", "");
            // SOAP 1.2 in a WSDL 1.1 is an extension to wsimport
            String[] options = {"-extension", "-quiet", "-p", "licet." + service.toLowerCase(), "-d", classes.getPath(), wsdl.getPath()};
            if (!new WsimportTool(System.err).run(options)) throw new IllegalStateException("wsimport refuses " + service);
        }
    }
}
